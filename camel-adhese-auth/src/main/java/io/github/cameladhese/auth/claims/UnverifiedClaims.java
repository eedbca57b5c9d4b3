package io.github.cameladhese.auth.claims;

import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The claims of a signed JWT (RFC 7519), read without looking at the signature. Immutable. */
public final class UnverifiedClaims {

    private static final Pattern SHOWN = Pattern.compile("([\\w.-]{1,50}/)?[\\w.-]{1,50}:[\\w.-]{1,50}");
    private static final int MOST_SHOWN = 200;

    private final Map<String, Object> claims;

    private UnverifiedClaims(Map<String, Object> claims) {
        this.claims = claims;
    }

    /**
     * The claims of the given token.
     *
     * @param token an access token, perhaps a JWT
     * @param json reads a JSON object; may throw {@link IllegalArgumentException}
     * @return empty if the token is no readable JWT
     */
    public static Optional<UnverifiedClaims> of(String token, Function<byte[], Map<String, Object>> json) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) { // header, claims, signature (RFC 7515 §3.1); five parts are encrypted
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new UnverifiedClaims(json.apply(Base64.getUrlDecoder().decode(parts[1]))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // opaque after all, with dots in it
        }
    }

    /**
     * From issue to expiry. Only the difference of the token's own times is used: {@code exp} against the local clock would
     * be wrong by the clocks' difference.
     */
    public Optional<Duration> lifetime() {
        if (claims.get("exp") instanceof Number exp && claims.get("iat") instanceof Number iat) {
            double seconds = exp.doubleValue() - iat.doubleValue(); // fractions are allowed (RFC 7519 §2, NumericDate)
            if (seconds >= 0.001 && seconds < Integer.MAX_VALUE) {
                return Optional.of(Duration.ofMillis((long) (seconds * 1000)));
            }
        }
        return Optional.empty();
    }

    /**
     * The permissions granted for a scope, as Adhese lists them: claim {@code permissions}, member {@code adhese-api} or
     * {@code ratecard}.
     *
     * @return empty if the token has no list for that scope
     */
    public Set<String> permissions(String scope) {
        if (claims.get("permissions") instanceof Map<?, ?> scopes
                && scopes.get(scope) instanceof Collection<?> granted) {
            return granted.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
        }
        return Set.of();
    }

    /**
     * The permissions granted for all scopes, as far as they look like any: this is the server's text, and is going to be shown.
     *
     * @param secret no permission that contains it is among them
     */
    public SortedSet<String> permissionsToShow(String secret) {
        return claims.get("permissions") instanceof Map<?, ?> scopes
                ? scopes.keySet().stream()
                        .map(String::valueOf)
                        .flatMap(scope -> permissions(scope).stream().map(name -> new Permission(scope, name)))
                        .map(Permission::toString)
                        .filter(name -> SHOWN.matcher(name).matches() && !name.contains(secret))
                        .limit(MOST_SHOWN)
                        .collect(Collectors.toCollection(TreeSet::new))
                : new TreeSet<>();
    }

    @Override
    public String toString() {
        return "UnverifiedClaims[hidden]";
    }
}
