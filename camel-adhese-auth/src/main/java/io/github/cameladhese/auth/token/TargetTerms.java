package io.github.cameladhese.auth.token;

import java.io.Serializable;

/**
 * How a message speaks of a {@link TokenTarget}: in the words of those who have to mend it, which are the names of options.
 *
 * @param owner what the name of a token's owner is called
 * @param server the option with the address of the token server
 * @param host the options that the host's name comes from
 * @param place the options that the token endpoint's address comes from
 * @param audience the options that must suit the API
 * @param client what to look at if the client is refused, behind "Check clientId and clientSecret, and that "
 * @param whenNotFound what else to say when there is no token endpoint at the address; a sentence behind a space, or empty
 */
public record TargetTerms(
        String owner, String server, String host, String place, String audience, String client, String whenNotFound)
        implements Serializable {

    /** A realm of a Keycloak that serves a region. */
    public static final TargetTerms REALM = new TargetTerms(
            "realm",
            "authServerUrl",
            "region and authServerUrl",
            "realm, region and authServerUrl",
            "realm, region and scope",
            "the client is enabled and has a service account",
            "");
}
