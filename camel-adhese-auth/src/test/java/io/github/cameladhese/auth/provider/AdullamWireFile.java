package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.Secret;
import java.net.URI;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The files below {@code wire/adullam}. What the vendor does not document is called invented. */
public final class AdullamWireFile {

    private static final String ODD_ID = "my \"odd\" \\ client:ü";
    private static final String ODD_SECRET = "a\"b\\c/d\u0001\u001f\t\r\ne é語🔑 %+&='";

    private AdullamWireFile() {}

    /** A request that was written down, and what is asked with it. */
    public enum Request implements GoldenRequest {
        CLIENT_CREDENTIALS("client-credentials", "read"),
        SEVERAL_SCOPES("several-scopes", "write read"),
        NO_SCOPE("no-scope", ""),
        ODD_CHARACTERS("odd-characters", ODD_ID, ODD_SECRET, ""),
        AUTHORIZATION_CODE("authorization-code", ""),
        REFRESH_TOKEN("refresh-token", "read write");

        private final String file;
        private final String clientId;
        private final String secret;
        private final String scopes;

        Request(String file, String scopes) {
            this(file, "my-merchant-integration", "test-secret-not-real", scopes);
        }

        Request(String file, String clientId, String secret, String scopes) {
            this.file = file;
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
            SortedSet<String> asked = new TreeSet<>(List.of(scopes.split(" ")));
            asked.remove("");
            URI url = URI.create(server + "/v1/oauth/token");
            return new TokenRequest(url, clientId, ClientAuthentication.post, grant(), asked);
        }

        private Grant grant() {
            return switch (this) {
                case AUTHORIZATION_CODE ->
                    Grant.authorizationCode("https://shop.example/callback?tenant=a&step=2")
                            .with(Secret.of("test-code/not+real"));
                case REFRESH_TOKEN -> Grant.refreshToken(Secret.of("test-refresh-token-not-real"));
                default -> Grant.clientCredentials();
            };
        }

        @Override
        public String text() {
            return WireFile.read("adullam/" + file + ".request");
        }
    }

    /** An answer that was written down, such as {@code documented}. */
    public static String response(String name) {
        return WireFile.read("adullam/" + name + ".response.json");
    }

    /** One that is no JSON. */
    public static String page(String name) {
        return WireFile.read("adullam/" + name + ".response.html");
    }
}
