package io.github.cameladhese.auth.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files below {@code wire/adhese}: what goes over the wire, to be reviewed as one would a changed API. */
public final class WireFile {

    private WireFile() {}

    /** A request that was written down, and what is asked with it. */
    public enum Request implements GoldenRequest {
        POST("post", ClientAuthentication.post, "my-customer-integration", "test-secret-not-real", "adhese-api"),
        BASIC("basic", ClientAuthentication.basic, "my-customer-integration", "test-secret-not-real", "adhese-api"),
        SEVERAL_SCOPES(
                "several-scopes",
                ClientAuthentication.post,
                "my-customer-integration",
                "test-secret-not-real",
                "ratecard adhese-api"),
        NO_SCOPE("no-scope", ClientAuthentication.post, "my-customer-integration", "test-secret-not-real", ""),
        ODD_CHARACTERS_POST("odd-characters-post", ClientAuthentication.post, ODD_ID, ODD_SECRET, "adhese-api"),
        ODD_CHARACTERS_BASIC("odd-characters-basic", ClientAuthentication.basic, ODD_ID, ODD_SECRET, "adhese-api");

        private final String clientId;
        private final String secret;
        private final String file;
        private final ClientAuthentication authentication;
        private final String scopes;

        Request(String file, ClientAuthentication authentication, String clientId, String secret, String scopes) {
            this.file = file;
            this.authentication = authentication;
            this.clientId = clientId;
            this.secret = secret;
            this.scopes = scopes;
        }

        @Override
        public String clientId() {
            return clientId;
        }

        @Override
        public String secret() {
            return secret;
        }

        @Override
        public TokenRequest at(String server) {
            URI url = URI.create(server + "/realms/customer-name/protocol/openid-connect/token");
            SortedSet<String> asked = new TreeSet<>(List.of(scopes.split(" ")));
            asked.remove("");
            return new TokenRequest(url, clientId, authentication, Grant.clientCredentials(), asked);
        }

        @Override
        public String text() {
            return read("adhese/" + file + ".request");
        }
    }

    private static final String ODD_ID = "my & \"odd\" client:id";
    private static final String ODD_SECRET = "a&b+c%d=e f:üg\"h'i*j~k🔑";

    /** An answer that was written down, such as {@code keycloak-wrong-secret}. */
    public static String response(String name) {
        return read("adhese/" + name + ".response.json");
    }

    static String read(String name) {
        try (InputStream in = WireFile.class.getResourceAsStream("/wire/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
