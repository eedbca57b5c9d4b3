package io.github.cameladhese.auth;

/**
 * {@code adullam-auth:} as a bean, for {@code process(…)} and {@code onRedelivery(…)}. Thread-safe once started.
 *
 * @see OAuthProcessor
 */
public class AdullamAuthProcessor extends OAuthProcessor {

    /** A processor whose address is still to be set. */
    public AdullamAuthProcessor() {
        super(Scheme.ADULLAM);
    }

    /** @param uri the address of the step, such as {@code adullam-auth:my-shop?scope=read} */
    public AdullamAuthProcessor(String uri) {
        this();
        setUri(uri);
    }
}
