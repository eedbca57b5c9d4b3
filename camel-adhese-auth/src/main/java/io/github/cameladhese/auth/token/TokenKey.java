package io.github.cameladhese.auth.token;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that shapes a token: two routes share one exactly when their keys are equal. It holds no secret, and
 * {@code toString} does not show the fingerprint either.
 *
 * @param tokenUrl the token endpoint, which names region and realm
 * @param clientId the client
 * @param secretIdentity {@link ClientSecret#identity()}
 * @param scopes the requested scopes; their order makes no difference
 * @param clientAuthentication how the client proves who it is
 * @param grantType the OAuth 2.0 grant
 * @param grantParameters what the grant adds to the request
 */
public record TokenKey(
        URI tokenUrl,
        String clientId,
        String secretIdentity,
        Set<String> scopes,
        String clientAuthentication,
        String grantType,
        Map<String, String> grantParameters) {

    public TokenKey {
        scopes = Set.copyOf(scopes);
        grantParameters = Map.copyOf(grantParameters);
    }

    @Override
    public String toString() {
        return "TokenKey[" + tokenUrl + ", client " + clientId + ", scopes " + List.copyOf(new TreeSet<>(scopes)) + ", "
                + clientAuthentication + ", " + grantType + " " + new TreeMap<>(grantParameters).keySet() + "]";
    }
}
