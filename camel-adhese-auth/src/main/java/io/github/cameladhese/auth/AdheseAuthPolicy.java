package io.github.cameladhese.auth;

/**
 * {@code adhese-auth:} around a block, {@code policy(…) … end()}, which alone gets the token. Thread-safe; may be used in
 * several routes.
 *
 * @see OAuthPolicy
 */
public class AdheseAuthPolicy extends OAuthPolicy {

    /** A policy whose address is still to be set. */
    public AdheseAuthPolicy() {
        super(Scheme.ADHESE);
    }

    /** @param uri the address of the step, such as {@code adhese-auth:customer-name?region=we} */
    public AdheseAuthPolicy(String uri) {
        this();
        setUri(uri);
    }
}
