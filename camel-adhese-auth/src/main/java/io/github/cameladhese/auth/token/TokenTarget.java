package io.github.cameladhese.auth.token;

import java.io.Serializable;
import java.net.URI;

/**
 * Whose token is asked for, and where: what an error message names.
 *
 * @param realm the realm, which is one customer, or what another provider has in its place
 * @param tokenUrl the token endpoint, without credentials
 * @param terms how to speak of them
 */
public record TokenTarget(String realm, URI tokenUrl, TargetTerms terms) implements Serializable {

    /** A realm of a Keycloak that serves a region. */
    public TokenTarget(String realm, URI tokenUrl) {
        this(realm, tokenUrl, TargetTerms.REALM);
    }

    /** The opening of every message about a token that could not be had. */
    public String noToken() {
        return "No token for " + terms.owner() + " '" + realm + "' from " + tokenUrl + ": ";
    }
}
