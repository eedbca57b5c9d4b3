package io.github.cameladhese.auth;

/**
 * {@code adullam-auth:} around a block, {@code policy(…) … end()}, which alone gets the token. Thread-safe; may be used in
 * several routes.
 *
 * @see OAuthPolicy
 */
public class AdullamAuthPolicy extends OAuthPolicy {

    /** A policy whose address is still to be set. */
    public AdullamAuthPolicy() {
        super(Scheme.ADULLAM);
    }

    /** @param uri the address of the step, such as {@code adullam-auth:my-shop?scope=read} */
    public AdullamAuthPolicy(String uri) {
        this();
        setUri(uri);
    }
}
