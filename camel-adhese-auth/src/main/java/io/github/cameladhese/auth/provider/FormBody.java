package io.github.cameladhese.auth.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes {@code application/x-www-form-urlencoded} (RFC 6749 appendix B): names and values in UTF-8, strictly encoded. */
final class FormBody {

    static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

    private final StringBuilder body = new StringBuilder();

    /** Adds a parameter. An empty one is left out: RFC 6749 §3.2 treats it as omitted, Keycloak 26 refuses an empty scope. */
    FormBody add(String name, String value) {
        if (!value.isEmpty()) {
            body.append(body.isEmpty() ? "" : "&")
                    .append(encoded(name))
                    .append('=')
                    .append(encoded(value));
        }
        return this;
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return body.toString();
    }
}
