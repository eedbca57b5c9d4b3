package io.github.cameladhese.auth;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.InMemoryTokenStore;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Applications with one {@code tokenStore}, each with a clock of its own, and one token server. */
class SharedTokenTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final InMemoryTokenStore store = new InMemoryTokenStore(new FakeClock());
    private final List<Routes> applications = new ArrayList<>();

    @AfterEach
    void stop() {
        applications.forEach(Routes::close);
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsShared(Vendor vendor) throws Exception {
        Routes one = application(vendor, store);
        assertThat(one.authorization()).isEqualTo("Bearer token-1");
        awaitEntry();
        assertThat(application(vendor, store).authorization()).isEqualTo("Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void withoutAStoreEachHasATokenOfItsOwn() throws Exception {
        assertThat(application(Vendor.ADHESE, null).authorization()).isEqualTo("Bearer token-1");
        assertThat(application(Vendor.ADHESE, null).authorization()).isEqualTo("Bearer token-2");
    }

    @Test
    void theOnlyStoreInTheRegistryIsUsedAndOneOfTwoIsNot() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("store", store);
            assertThat(context.getComponent("adhese-auth", AdheseAuthComponent.class)
                            .getTokenStore())
                    .isSameAs(store);
            context.getRegistry().bind("other", new InMemoryTokenStore(new FakeClock()));
            assertThat(context.getComponent("adullam-auth", AdullamAuthComponent.class)
                            .getTokenStore())
                    .isNull();
        }
    }

    @Test
    void atARolloverOneFetchesForBoth() throws Exception {
        Routes one = application(Vendor.ADHESE, store);
        Routes other = application(Vendor.ADHESE, store);
        assertThat(one.authorization()).isEqualTo("Bearer token-1");
        awaitEntry();
        assertThat(other.authorization()).isEqualTo("Bearer token-1");
        byte[] first = store.values().iterator().next();
        one.clock().advance(ofSeconds(170));
        other.clock().advance(ofSeconds(170));
        assertThat(one.authorization()).isEqualTo("Bearer token-1"); // and fetches the next meanwhile
        await().until(() -> one.authorization().equals("Bearer token-2"));
        await().until(() -> store.keys().size() == 1
                && !Arrays.equals(store.values().iterator().next(), first));
        await().until(() -> other.authorization().equals("Bearer token-2"));
        assertThat(server.requestCount()).isEqualTo(2);
    }

    @Test
    void aTokenThatAnApiRejectedIsGivenToNobodyElse() throws Exception {
        Routes one = application(Vendor.ADHESE, store);
        assertThat(one.authorization()).isEqualTo("Bearer token-1");
        awaitEntry();
        byte[] rejected = store.values().iterator().next();
        reject(one, "token-1");
        assertThat(one.authorization()).isEqualTo("Bearer token-2");
        await().until(() -> store.keys().size() == 1
                && !Arrays.equals(store.values().iterator().next(), rejected));
        assertThat(application(Vendor.ADHESE, store).authorization()).isEqualTo("Bearer token-2");
        assertThat(server.requestCount()).isEqualTo(2);
    }

    /** Also by one who may not fetch another so soon. */
    @Test
    void aRejectedTokenLeavesTheStoreWithoutAnyTokenRequest() throws Exception {
        Routes one = application(Vendor.ADHESE, store);
        one.authorization();
        awaitEntry();
        reject(one, "token-1");
        awaitEntry();
        reject(one, "token-2"); // within the 30 s
        await().until(() -> store.keys().isEmpty());
        assertThat(server.requestCount()).isEqualTo(2);
        assertThat(application(Vendor.ADHESE, store).authorization()).isEqualTo("Bearer token-3");
    }

    @Test
    void aStoreThatHangsCostsNoExchange() throws Exception {
        HangingStore hanging = new HangingStore();
        Routes routes = application(Vendor.ADHESE, hanging);
        assertThat(routes.authorization()).isEqualTo("Bearer token-1"); // after a second
        assertThat(hanging.asked.getCount()).isZero(); // it was asked
        assertThat(hanging.letGo.getCount()).isEqualTo(1); // and has not answered yet
        assertThat(routes.authorization()).isEqualTo("Bearer token-1");
        assertThat(server.requestCount()).isEqualTo(1);
        hanging.letGo.countDown();
    }

    @Test
    void tokensOfAuthorizationCodesAreNotShared() throws Exception {
        Routes routes = add(new Routes(server, Vendor.ADULLAM));
        routes.component().setTokenStore(store);
        routes.startWith("adullam-auth:acme?grantType=authorization_code&redirectUri=https://app.example/back");
        routes.sendWith("direct:start", AdullamAuthConstants.CODE, "code");
        assertThat(server.requestCount()).isEqualTo(1);
        assertThat(store.keys()).isEmpty();
    }

    private Routes application(Vendor vendor, TokenStore tokenStore) throws Exception {
        Routes routes = add(new Routes(server, vendor));
        routes.component().setTokenStore(tokenStore);
        return routes.startWith(vendor.step());
    }

    private Routes add(Routes routes) {
        applications.add(routes);
        return routes;
    }

    /** It is put just after it was handed out. */
    private void awaitEntry() {
        await().until(() ->
                store.keys().stream().filter(key -> !key.endsWith(".lease")).count() == 1);
        await().until(() -> store.keys().size() == 1);
    }

    private static void reject(Routes application, String token) {
        application.sendWith(
                "adhese-auth:customer-name?operation=invalidate", AdheseAuthConstants.AUTHORIZATION, "Bearer " + token);
    }

    /** One that cannot be interrupted either. */
    private static final class HangingStore implements TokenStore {

        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public Optional<byte[]> get(String key) {
            asked.countDown();
            while (true) {
                try {
                    letGo.await();
                    return Optional.empty();
                } catch (InterruptedException e) {
                    // as some clients of stores do
                }
            }
        }

        @Override
        public void put(String key, byte[] value, Duration lifetime) {
            get(key);
        }

        @Override
        public boolean putIfAbsent(String key, byte[] value, Duration lifetime) {
            return get(key).isEmpty();
        }

        @Override
        public boolean replace(String key, byte[] expected, byte[] value, Duration lifetime) {
            return get(key).isPresent();
        }

        @Override
        public boolean remove(String key, byte[] value) {
            return get(key).isPresent();
        }
    }
}
