package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.SchemeTerms;
import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.token.TargetTerms;
import io.github.cameladhese.auth.token.TokenTarget;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The token services, each as its component asks it: whatever one of them has to hold, the other has to hold, too. */
enum Provider {
    ADHESE("/realms/customer-name/protocol/openid-connect/token") {
        @Override
        TokenFormat format() {
            return TokenFormat.form();
        }

        @Override
        TargetTerms terms() {
            return SchemeTerms.adhese();
        }

        @Override
        Map<String, String> members(String body) {
            return Stream.of(body.split("&", -1))
                    .map(parameter -> parameter.split("=", -1))
                    .collect(Collectors.toMap(part -> decoded(part[0]), part -> decoded(part[1])));
        }

        @Override
        String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }

        @Override
        String endingWithScope(String scope) {
            return "&scope=" + encoded(scope);
        }
    },
    ADULLAM("/v1/oauth/token") {
        @Override
        TokenFormat format() {
            return TokenFormat.json(JsonObjects::write);
        }

        @Override
        TargetTerms terms() {
            return SchemeTerms.adullam();
        }

        @Override
        Map<String, String> members(String body) {
            return new JsonObjects()
                    .read(body.getBytes(StandardCharsets.UTF_8)).entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, member -> (String) member.getValue()));
        }

        @Override
        String encoded(String value) {
            String object = JsonObjects.write(Map.of("", value));
            return object.substring("{\"\":\"".length(), object.length() - "\"}".length());
        }

        @Override
        String endingWithScope(String scope) {
            return ",\"scope\":\"" + encoded(scope) + "\"}";
        }
    };

    private final String path;

    Provider(String path) {
        this.path = path;
    }

    abstract TokenFormat format();

    /** Of the token endpoint, on a server. */
    String path() {
        return path;
    }

    abstract TargetTerms terms();

    /** The token endpoint at the given server. */
    TokenTarget target(String server) {
        return new TokenTarget("customer-name", URI.create(server + path), terms());
    }

    /** What the body of a request says, by wire name. */
    abstract Map<String, String> members(String body);

    /** A value as it stands in the body of a request. */
    abstract String encoded(String value);

    /** How the body of a request ends that asks for the scope. */
    abstract String endingWithScope(String scope);

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
