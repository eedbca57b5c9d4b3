package io.github.cameladhese.auth.claims;

import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.PermissionMissingException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenTarget;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a token has the permissions that a route needs, so that a missing one is an error before the first API call
 * and not a list with silently fewer rows. Thread-safe; each token is read once.
 */
public final class RequiredPermissions {

    private final Set<Permission> required;
    private final TokenTarget target;
    private final Function<byte[], Map<String, Object>> json;

    private volatile @Nullable AccessToken lastPassed;

    /** @param json reads a JSON object; may throw {@link IllegalArgumentException} */
    public RequiredPermissions(
            Set<Permission> required, TokenTarget target, Function<byte[], Map<String, Object>> json) {
        this.required = required;
        this.target = target;
        this.json = json;
    }

    /**
     * Passes a token that has the permissions.
     *
     * @throws PermissionMissingException if the token lacks one of the permissions, or cannot be read
     */
    public void check(AccessToken token) {
        if (required.isEmpty() || token == lastPassed) {
            return;
        }
        UnverifiedClaims claims = UnverifiedClaims.of(token.value(), json)
                .orElseThrow(() -> failure("the token is no readable JWT, so requiredPermissions cannot be checked."
                        + " Remove that option, or ask for signed JWT access tokens."));
        Set<Permission> missing = required.stream()
                .filter(permission -> !claims.permissions(permission.scope()).contains(permission.name()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!missing.isEmpty()) {
            throw failure("the token was granted without " + missing + ", which requiredPermissions asks for. Have them"
                    + " granted to this client, and check that scope names the scope they belong to (granted scopes: "
                    + token.scopes() + ").");
        }
        lastPassed = token;
    }

    private PermissionMissingException failure(String whatCameBack) {
        return new PermissionMissingException(
                TokenFailure.unanswered(target, false), target.noToken() + whatCameBack, null);
    }
}
