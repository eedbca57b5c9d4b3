package io.github.cameladhese.auth.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.Moment;
import io.github.cameladhese.auth.token.PermissionMissingException;
import io.github.cameladhese.auth.token.TokenTarget;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredPermissionsTest {

    private static final URI URL = URI.create("https://auth.we.adhese.org/realms/customer-name/token");
    private static final String CLAIMS =
            "{\"permissions\":{\"adhese-api\":[\"campaign:view\",\"booking:view\"],\"ratecard\":[\"ratecard:view\"]}}";

    private final AtomicInteger reads = new AtomicInteger();

    @ParameterizedTest
    @ValueSource(
            strings = {"campaign:view", "booking:view,campaign:view", "adhese-api/booking:view ratecard/ratecard:view"})
    void passesATokenThatHasThem(String required) {
        assertThatCode(() -> required(required).check(token(CLAIMS))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "'creative:view,campaign:view', [creative:view]",
        "'campaign:edit creative:view', '[campaign:edit, creative:view]'",
        "ratecard/campaign:view, [ratecard/campaign:view]",
        "other/campaign:view, [other/campaign:view]",
        "Campaign:view, [Campaign:view]"
    })
    void saysWhichAreMissingAndWhichScopesWereGranted(String required, String missing) {
        PermissionMissingException failure = failure(required(required), token(CLAIMS));

        assertThat(failure)
                .hasMessageStartingWith("No token for realm 'customer-name' from " + URL + ": ")
                .hasMessageContaining("without " + missing + ",")
                .hasMessageContaining("granted scopes: [adhese-api, ratecard]");
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.status()).isEmpty();
        assertThat(failure.oauthError()).isEmpty();
        assertThat(failure.realm()).isEqualTo("customer-name");
        assertThat(failure.tokenUrl()).isEqualTo(URL);
    }

    @Test
    void refusesATokenThatCannotBeRead() {
        AccessToken opaque = accessToken("opaque-marker-token");

        assertThat(failure(required("campaign:view"), opaque))
                .hasMessageContaining("no readable JWT")
                .hasMessageContaining("Remove that option")
                .hasMessageNotContaining("marker-token");
    }

    @Test
    void readsNoTokenIfNothingIsRequired() {
        required("").check(accessToken("opaque"));

        assertThat(reads).hasValue(0);
    }

    @Test
    void readsEachTokenOnce() {
        RequiredPermissions required = required("campaign:view");
        AccessToken first = token(CLAIMS);
        AccessToken second = token(CLAIMS);

        required.check(first);
        required.check(first);
        assertThat(reads).hasValue(1);

        required.check(second);
        required.check(second);
        assertThat(reads).hasValue(2);
    }

    @Test
    void doesNotRememberATokenThatFailed() {
        RequiredPermissions required = required("campaign:view");
        AccessToken without = token("{}");

        failure(required, without);
        failure(required, without);
        assertThatCode(() -> required.check(token(CLAIMS))).doesNotThrowAnyException();
    }

    private RequiredPermissions required(String permissions) {
        JsonObjects json = new JsonObjects();
        return new RequiredPermissions(Permission.list(permissions), new TokenTarget("customer-name", URL), bytes -> {
            reads.incrementAndGet();
            Map<String, Object> claims = json.read(bytes);
            return claims;
        });
    }

    private static PermissionMissingException failure(RequiredPermissions required, AccessToken token) {
        PermissionMissingException failure =
                catchThrowableOfType(PermissionMissingException.class, () -> required.check(token));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static AccessToken token(String claims) {
        return accessToken(Jwt.of(claims));
    }

    private static AccessToken accessToken(String value) {
        return new AccessToken(
                value, Set.of("adhese-api", "ratecard"), Moment.now(new FakeClock()), Duration.ofMinutes(5));
    }
}
