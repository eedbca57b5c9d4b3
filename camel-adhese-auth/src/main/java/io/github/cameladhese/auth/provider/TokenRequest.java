package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.ClientSecret;
import io.github.cameladhese.auth.token.TokenKey;
import java.net.URI;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is asked of a token endpoint, but for the secret.
 *
 * @param tokenUrl the token endpoint
 * @param clientId the client, not empty
 * @param clientAuthentication how id and secret are sent
 * @param grant what entitles the client to a token
 * @param scopes what the token is for; empty means that no scope is sent
 */
public record TokenRequest(
        URI tokenUrl,
        String clientId,
        ClientAuthentication clientAuthentication,
        Grant grant,
        SortedSet<String> scopes) {

    public TokenRequest {
        scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    /** The same with another grant. */
    public TokenRequest by(Grant other) {
        return new TokenRequest(tokenUrl, clientId, clientAuthentication, other, scopes);
    }

    /** The key under which the token is shared: all of this request, and whose secret goes with it. */
    public TokenKey key(ClientSecret secret) {
        return new TokenKey(
                tokenUrl,
                clientId,
                secret.identity(),
                scopes,
                clientAuthentication.name(),
                grant.type(),
                grant.identity());
    }

    /** The scopes as one parameter (RFC 6749 §3.3); empty if none is to be sent. */
    String scope() {
        return grant.takesScope() ? String.join(" ", scopes) : "";
    }
}
