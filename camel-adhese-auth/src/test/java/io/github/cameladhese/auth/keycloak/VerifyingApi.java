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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * Looks at a message as Adhese's API does: whether the realm signed the bearer token, and what it says. It asks for the realm's
 * keys when it sees one that it does not know, and keeps those it knows. Thread-safe.
 */
final class VerifyingApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonHttp http;
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    VerifyingApi(KeycloakServer server) {
        this.http = new JsonHttp(server);
    }

    /**
     * The claims of the token that the message carries.
     *
     * @throws SecurityException if it has none, or one that the realm did not sign
     */
    JsonNode claims(Exchange exchange) {
        return claims(bearer(exchange.getMessage().getHeader("Authorization", String.class)));
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

    /**
     * The token in an {@code Authorization} header.
     *
     * @throws SecurityException if there is none
     */
    static String bearer(String authorization) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            throw new SecurityException("no bearer token");
        }
        return authorization.substring("Bearer ".length());
    }

    /** How many of the realm's keys were seen so far. */
    int knownKeys() {
        return keys.size();
    }

    private PublicKey key(String id) throws GeneralSecurityException {
        PublicKey key = keys.get(id);
        return key != null ? key : keyAfterAsking(id);
    }

    private synchronized PublicKey keyAfterAsking(String id) throws GeneralSecurityException {
        if (!keys.containsKey(id)) { // or another thread has asked
            askForKeys();
        }
        PublicKey key = keys.get(id);
        if (key == null) {
            throw new SecurityException("signed with key " + id + ", which is not the realm's");
        }
        return key;
    }

    private void askForKeys() throws GeneralSecurityException {
        JsonNode all = http.get("/realms/" + KeycloakServer.REALM + "/protocol/openid-connect/certs")
                .body()
                .get("keys");
        for (JsonNode key : all) {
            if ("sig".equals(key.get("use").asText())
                    && "RSA".equals(key.get("kty").asText())) {
                RSAPublicKeySpec numbers = new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")));
                keys.put(key.get("kid").asText(), KeyFactory.getInstance("RSA").generatePublic(numbers));
            }
        }
    }

    private static BigInteger number(JsonNode base64) {
        return new BigInteger(1, decoded(base64.asText()));
    }

    private static byte[] decoded(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }
}
