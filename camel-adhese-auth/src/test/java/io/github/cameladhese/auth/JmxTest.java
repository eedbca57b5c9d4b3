package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Vendor;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** The MBean of an endpoint. */
class JmxTest extends VendorRouteTest {

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    JmxTest(Vendor vendor) {
        super(vendor);
    }

    @Test
    void itShowsTheTokenFromFirstToLast() throws Exception {
        server.answers(JmxTest::withPermissions);
        routes.startWith(step);
        assertThat(get("TokenState")).isEqualTo("UNUSED");
        assertThat(get("SecondsToExpiry")).isNull();
        assertThat(get("LastFailure")).isNull();

        routes.send("direct:start");
        assertThat(get("TokenState")).isEqualTo("FRESH");
        assertThat(get("SecondsToExpiry")).isEqualTo(300L);
        assertThat((Long) get("SecondsToRefresh")).isBetween(134L, 165L);
        assertThat(get("TokensIssued")).isEqualTo(1L);
        assertThat(get("TokenRequests")).isEqualTo(1L);
        assertThat(get("GrantedScopes")).isEqualTo("adhese-api ratecard");
        assertThat(get("GrantedPermissions")).isEqualTo("booking:view campaign:view ratecard/rate:view");

        server.answer(FakeTokenServer.error(503, "temporarily_unavailable", "later"));
        routes.clock().advance(Duration.ofSeconds(170));
        routes.send("direct:start");
        await().until(() -> get("TokenFailures").equals(1L));
        assertThat(get("TokenState")).isEqualTo("DUE");
        assertThat((Long) get("SecondsToRefresh")).isNegative();
        assertThat(get("FailingSince")).isEqualTo("2026-01-01T00:02:50Z");
        assertThat((String) get("LastFailure"))
                .startsWith("2026-01-01T00:02:50Z No token for")
                .contains("HTTP 503");

        server.answers(JmxTest::withPermissions);
        routes.clock().advance(Duration.ofSeconds(20));
        routes.send("direct:start");
        await().until(() -> get("FailingSince") == null);
        assertThat((String) get("LastFailure")).contains("HTTP 503");
    }

    @Test
    void refreshFetchesAnotherTokenAndSaysHowItWent() throws Exception {
        routes.startWith(step);
        assertThat(call("refresh")).contains("There is another token, good until 2026-01-01T00:05:00Z");
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(call("refresh")).contains("There is another token");
        assertThat(routes.authorization()).isEqualTo("Bearer token-2");

        server.answer(FakeTokenServer.error(401, "invalid_client", "Invalid client"));
        assertThat(call("refresh")).startsWith("No token for").contains("invalid_client");
        assertThat(routes.authorization()).isEqualTo("Bearer token-2");
    }

    @Test
    void invalidateReplacesTheTokenOnceInAWhile() throws Exception {
        routes.startWith(step);
        routes.send("direct:start");
        assertThat(call("invalidate")).contains("There is another token");
        assertThat(routes.authorization()).isEqualTo("Bearer token-2");
        assertThat(get("TokenRejections")).isEqualTo(1L);
        assertThat(call("invalidate")).contains("is not fetched for 30 s");
        assertThat(routes.authorization()).isEqualTo("Bearer token-2");
    }

    @Test
    void anEndpointThatIsNotUsedSaysSo() throws Exception {
        routes.context().getEndpoint(step);
        routes.context().start();
        assertThat(call("refresh")).contains("No token is kept here");
        assertThat(call("invalidate")).contains("No token is kept here");
        assertThat(get("GrantedPermissions")).isEqualTo("");
    }

    private static ResponseDefinitionBuilder withPermissions(int number) {
        String claims = "{\"permissions\":{\"adhese-api\":[\"campaign:view\",\"booking:view\",\"<b>no name</b>\","
                + "\"x:test-secret-not-real\"],\"ratecard\":[\"rate:view\"]},\"n\":" + number + "}";
        String payload =
                Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return FakeTokenServer.json(
                200,
                "{\"access_token\":\"e30." + payload
                        + ".c2ln\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"ratecard adhese-api\"}");
    }

    private Object get(String attribute) throws Exception {
        return beans.getAttribute(bean(), attribute);
    }

    private String call(String operation) throws Exception {
        return (String) beans.invoke(bean(), operation, new Object[0], new String[0]);
    }

    private ObjectName bean() throws Exception {
        Set<ObjectName> names = beans.queryNames(
                new ObjectName("org.apache.camel:context=" + routes.context().getManagementName()
                        + ",type=endpoints,name=\"" + vendor.scheme() + "*\""),
                null);
        assertThat(names).hasSize(1);
        return names.iterator().next();
    }
}
