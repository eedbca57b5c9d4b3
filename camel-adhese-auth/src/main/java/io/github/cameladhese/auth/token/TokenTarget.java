package io.github.cameladhese.auth.token;

import java.io.Serializable;
import java.net.URI;

/**
 * Whose token is asked for, and where: what an error message names.
 *
 * @param realm the realm, which is one customer
 * @param tokenUrl the token endpoint, without credentials
 */
public record TokenTarget(String realm, URI tokenUrl) implements Serializable {

    /** The opening of every message about a token that could not be had. */
    public String noToken() {
        return "No token for realm '" + realm + "' from " + tokenUrl + ": ";
    }
}
