package io.github.cameladhese.auth.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import org.apache.camel.Exchange;

/** Looks at a message as Adhese's API does: whether the realm signed the bearer token, and what it says. */
final class VerifyingApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode keys;

    VerifyingApi(KeycloakServer server) {
        this.keys = new JsonHttp(server)
                .get("/realms/" + KeycloakServer.REALM + "/protocol/openid-connect/certs")
                .body()
                .get("keys");
    }

    /**
     * The claims of the token that the message carries.
     *
     * @throws SecurityException if it has none, or one that the realm did not sign
     */
    JsonNode claims(Exchange exchange) {
        String authorization = exchange.getMessage().getHeader("Authorization", String.class);
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new SecurityException("no bearer token");
        }
        return claims(authorization.substring("Bearer ".length()));
    }

    JsonNode claims(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            JsonNode header = JSON.readTree(decoded(parts[0]));
            if (!"RS256".equals(header.get("alg").asText())) {
                throw new SecurityException("another algorithm: " + header);
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key(header.get("kid").asText()));
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            if (!signature.verify(decoded(parts[2]))) {
                throw new SecurityException("not signed by this realm");
            }
            return JSON.readTree(decoded(parts[1]));
        } catch (GeneralSecurityException | IOException e) {
            throw new SecurityException(e);
        }
    }

    private PublicKey key(String id) throws GeneralSecurityException {
        for (JsonNode key : keys) {
            if (key.get("kid").asText().equals(id)) {
                return KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e"))));
            }
        }
        throw new SecurityException("signed with key " + id + ", which is not the realm's");
    }

    private static BigInteger number(JsonNode base64) {
        return new BigInteger(1, decoded(base64.asText()));
    }

    private static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
