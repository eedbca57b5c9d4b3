package io.github.cameladhese.auth;

/**
 * {@code adhese-auth:} as a bean, for {@code process(…)} and {@code onRedelivery(…)}. Thread-safe once started.
 *
 * @see OAuthProcessor
 */
public class AdheseAuthProcessor extends OAuthProcessor {

    /** A processor whose address is still to be set. */
    public AdheseAuthProcessor() {
        super(Scheme.ADHESE);
    }

    /** @param uri the address of the step, such as {@code adhese-auth:customer-name?region=we} */
    public AdheseAuthProcessor(String uri) {
        this();
        setUri(uri);
    }
}
