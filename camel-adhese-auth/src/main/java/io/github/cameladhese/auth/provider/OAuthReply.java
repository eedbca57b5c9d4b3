package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.Secret;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the answer of a token endpoint (RFC 6749 §5.1 and §5.2), whatever form the request had. */
final class OAuthReply {

    private static final String ACCESS_TOKEN = "access_token";
    private static final String TOKEN_TYPE = "token_type";
    private static final String EXPIRES_IN = "expires_in";

    /** Of an answer that is no token; enough to recognize what it is instead. */
    private static final int MOST_FIELDS = 10;

    /** A scope's name (RFC 6749 §3.3), of a length that fits a message; what is no name is not told further. */
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}");

    private static final int MOST_SCOPES = 100;

    private OAuthReply() {}

    static TokenReply read(Map<String, Object> json) {
        Object error = json.get("error");
        if (error != null) { // first: an error inside a 200 is an error
            String code = error instanceof String text ? text : "";
            String description = json.get("error_description") instanceof String text ? text : "";
            return new TokenReply.Refused(OAuthError.of(code), code, description);
        }
        if (!(json.get(ACCESS_TOKEN) instanceof String token) || token.isEmpty()) {
            return unusable(ACCESS_TOKEN + " is " + absence(json, ACCESS_TOKEN) + " (" + fields(json) + ")");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            // RFC 6749 appendix A.12; a line break would end the header and begin one of the attacker's
            return unusable(ACCESS_TOKEN + " has characters that must not stand in a header");
        }
        // A missing type is let pass, though RFC 6749 §5.1 requires it: nothing but bearer can be meant.
        Object type = json.get(TOKEN_TYPE);
        if (type != null && !(type instanceof String text && text.equalsIgnoreCase("bearer"))) {
            return unusable(TOKEN_TYPE + " is not bearer");
        }
        Lifetime lifetime = Lifetime.of(json.get(EXPIRES_IN));
        if (lifetime.over()) {
            return new TokenReply.Unusable(EXPIRES_IN + " says that the token is over already", true);
        }
        Secret refreshToken =
                json.get("refresh_token") instanceof String text && !text.isEmpty() ? Secret.of(text) : null;
        return new TokenReply.Granted(token, lifetime.told(), scopes(json.get("scope")), refreshToken);
    }

    private static TokenReply unusable(String reason) {
        return new TokenReply.Unusable(reason, false);
    }

    private static String absence(Map<String, Object> json, String name) {
        return json.get(name) == null ? "missing" : "no text or empty";
    }

    /** The names of the first members only: their values may be anything, a token too. */
    private static String fields(Map<String, Object> json) {
        String more = json.size() > MOST_FIELDS ? ", …" : "";
        return json.isEmpty()
                ? "no fields"
                : json.keySet().stream()
                        .sorted()
                        .limit(MOST_FIELDS)
                        .collect(Collectors.joining(", ", "fields: ", more));
    }

    private static @Nullable Set<String> scopes(@Nullable Object scope) {
        if (!(scope instanceof String text)) {
            return null;
        }
        Set<String> scopes = Arrays.stream(text.trim().split("\\s+"))
                .filter(name -> SCOPE.matcher(name).matches())
                .limit(MOST_SCOPES)
                .collect(Collectors.toCollection(TreeSet::new));
        return scopes;
    }
}
