package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.client.JsonObjects;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A token request, as it came.
 *
 * @param path of its URL, which for Adhese names the realm
 * @param body the form that Adhese is sent, or the JSON object that Adullam is
 */
public record ReceivedRequest(String path, String body) {

    private static final Pattern SECRET = Pattern.compile("((?:secret|code|token)\"?[=:]\\s*\"?)[^&\",}]+");

    /** Without secrets, codes and tokens, as the text of a failed assertion ends up in logs. */
    @Override
    public String toString() {
        return path + " " + SECRET.matcher(body).replaceAll("$1xxxxx");
    }

    /** A field of the body, such as {@code scope} or {@code client_id}; empty if it has none of this name. */
    public Optional<String> field(String name) {
        if (body.startsWith("{")) {
            Object value = new JsonObjects()
                    .read(body.getBytes(StandardCharsets.UTF_8))
                    .get(name);
            return Optional.ofNullable(value).map(String::valueOf);
        }
        return Arrays.stream(body.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst();
    }
}
