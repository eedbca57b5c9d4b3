package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.ManyTokensServer;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One route for many customers. {@code -Dtenants.realms=100000} makes the long run longer, which takes minutes.
 */
class ManyTenantsTest {

    private static final int REALMS = Integer.getInteger("tenants.realms", 3_000);

    private final ManyTokensServer server = new ManyTokensServer();
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate(); // Camel keeps each until its own end
    private final AdheseAuthComponent component = context.getComponent("adhese-auth", AdheseAuthComponent.class);

    @AfterEach
    void stop() {
        context.stop();
        server.close();
    }

    @Test
    void eachRealmGetsTokensForItsOwnCredentialsOnly() throws Exception {
        component.getAccounts().put("acme", new AdheseAuthAccount("acme-id", "acme-secret"));
        component.getAccounts().put("globex", new AdheseAuthAccount("globex-id", "globex-secret"));
        component.setAccountResolver(
                realm -> realm.startsWith("vault-") ? new AdheseAuthAccount(realm + "-id", realm + "-secret") : null);
        component.getConfiguration().setClientId("own-id");
        component.getConfiguration().setClientSecret("own-secret");
        start("adhese-auth:${header.realm}", 0);
        for (int round = 0; round < 3; round++) {
            assertThat(token("acme")).isEqualTo("Bearer acme/acme-id/1");
            assertThat(token("globex")).isEqualTo("Bearer globex/globex-id/1");
            assertThat(token("vault-1")).isEqualTo("Bearer vault-1/vault-1-id/1");
            assertThat(token("vault-2")).isEqualTo("Bearer vault-2/vault-2-id/1");
            assertThat(token("another")).isEqualTo("Bearer another/own-id/1");
        }
        assertThat(server.clients("acme")).containsExactly("acme-id:acme-secret");
        assertThat(server.clients("globex")).containsExactly("globex-id:globex-secret");
        assertThat(server.clients("vault-1")).containsExactly("vault-1-id:vault-1-secret");
        assertThat(server.clients("vault-2")).containsExactly("vault-2-id:vault-2-secret");
        assertThat(server.clients("another")).containsExactly("own-id:own-secret");
    }

    @Test
    void theOnlyResolverInTheRegistryIsUsedAndAskedOncePerEndpoint() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        AdheseAuthAccountResolver resolver = realm -> {
            asked.incrementAndGet();
            return new AdheseAuthAccount("id", "secret");
        };
        context.getRegistry().bind("vault", resolver);
        context.removeComponent("adhese-auth");
        assertThat(context.getComponent("adhese-auth", AdheseAuthComponent.class)
                        .getAccountResolver())
                .isSameAs(resolver);
        start("adhese-auth:${header.realm}", 0);
        for (int i = 0; i < 10; i++) {
            token("acme");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aResolverThatFailsFailsTheExchangeAndIsAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        component.setAccountResolver(realm -> {
            if (asked.incrementAndGet() == 1) {
                throw new IOException("the vault is sealed");
            }
            return new AdheseAuthAccount("id", "secret");
        });
        start("adhese-auth:${header.realm}", 0);
        assertThat(send("acme").getException())
                .hasStackTraceContaining("The accountResolver failed for realm 'acme' with java.io.IOException")
                .hasRootCauseMessage("the vault is sealed");
        assertThat(token("acme")).isEqualTo("Bearer acme/id/1");
    }

    /** With 0, Camel keeps as many producers as it does by default; with -1, it makes and stops one for each exchange. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void manyRealmsNeitherGrowMemoryNorLeaveThreads(int cacheSize) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        component.setAccountResolver(realm -> new AdheseAuthAccount(realm + "-id", "secret"));
        start("adhese-auth:${header.realm}", cacheSize);
        server.forgetRealms();
        long begin = System.nanoTime();
        for (int i = 0; i < REALMS; i++) {
            String realm = "realm-" + i;
            assertThat(token(realm)).isEqualTo("Bearer " + realm + "/" + realm + "-id/1");
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (REALMS > 3_000) {
            System.out.printf("%,d realms with cacheSize=%d: %,d ms%n", REALMS, cacheSize, millis);
        }

        assertThat(server.requests()).isEqualTo(REALMS);
        assertThat(accounts()).isLessThanOrEqualTo(cacheSize < 0 ? 1000 : 2000);
        assertThat(context.getEndpoints()).hasSizeLessThanOrEqualTo(1001);
        assertThat(component.runtime().connections().size()).isEqualTo(1);
        assertThat(newThreads(before)).hasSizeLessThanOrEqualTo(16); // 10 of the route, 6 for tokens

        context.stop();
        assertThat(component.runtimeIfAny()).isNull();
        await().untilAsserted(() -> assertThat(newThreads(before)).isEmpty());
        await().untilAsserted(() -> assertThat(server.connections()).isZero());
    }

    @Test
    void withoutAProducerCacheTheTokenStaysFromExchangeToExchange() throws Exception {
        component.getAccounts().put("acme", new AdheseAuthAccount("id", "secret"));
        start("adhese-auth:${header.realm}", -1);
        for (int i = 0; i < 100; i++) {
            assertThat(token("acme")).isEqualTo("Bearer acme/id/1");
        }
        assertThat(server.requests()).isEqualTo(1);
        assertThat(accounts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -1})
    void inParallelEachRealmMakesOneRequestWhileItsProducersComeAndGo(int cacheSize) throws Exception {
        component.setAccountResolver(realm -> new AdheseAuthAccount(realm + "-id", "secret"));
        start("adhese-auth:${header.realm}", cacheSize);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                runs.add(threads.submit(() -> {
                    for (int i = 0; i < 2000; i++) {
                        String realm = "realm-" + ThreadLocalRandom.current().nextInt(50);
                        Exchange exchange = send(realm);
                        while (isARaceWithinCamel(exchange)) {
                            exchange = send(realm);
                        }
                        assertThat(exchange.getException()).isNull();
                        assertThat(exchange.getMessage().getHeader("Authorization"))
                                .isEqualTo("Bearer " + realm + "/" + realm + "-id/1");
                    }
                }));
            }
            for (Future<?> run : runs) {
                run.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.requests()).isEqualTo(50);
    }

    @Test
    void connectionsOfARealmsOwnAreClosedWithItsAccount() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        component.setAccountResolver(realm -> {
            AdheseAuthAccount account = new AdheseAuthAccount("id", "secret");
            account.setSslContextParameters(new SSLContextParameters()); // compared by identity, and not used for http
            return account;
        });
        start("adhese-auth:${header.realm}", 20);
        for (int i = 0; i < 200; i++) {
            token("realm-" + i);
        }
        assertThat(component.runtime().connections().size()).isBetween(50, 72); // those not in use, and those in use
        await().untilAsserted(() -> assertThat(newThreads(before))
                .filteredOn(name -> name.contains("HttpClient"))
                .hasSizeLessThanOrEqualTo(72));
    }

    @Test
    void anAccountThatIsClosedFailsThoseWhoWaitForItsToken() throws Exception {
        component.setAccountResolver(realm -> new AdheseAuthAccount("id", "secret"));
        start("adhese-auth:${header.realm}", 0);
        server.hold();
        CompletableFuture<Exchange> waiting =
                template.asyncSend("direct:start", sent -> sent.getMessage().setHeader("realm", "acme"));
        await().until(() -> server.requests() == 1);
        component.stop();
        assertThat(waiting.get(30, TimeUnit.SECONDS).getException()).isInstanceOf(TokenException.class);
    }

    /** Seen with 4.18.0: its cache of producers gives none to a thread while another one evicts it. With -1 it has no cache. */
    private static boolean isARaceWithinCamel(Exchange exchange) {
        return exchange.getException() instanceof IllegalStateException e
                && e.getMessage().startsWith("No producer, this processor has not been started: ProducerCache");
    }

    private int accounts() {
        return component.runtime().accounts().size();
    }

    /** Of the component, its HTTP clients included. */
    private static List<String> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains("AdheseAuth") || name.contains("HttpClient"))
                .toList();
    }

    private void start(String uri, int cacheSize) throws Exception {
        context.getComponent("adhese-auth", AdheseAuthComponent.class)
                .getConfiguration()
                .setAuthServerUrl(server.url());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler()); // whose log would repeat what is expected
                from("direct:start").toD(uri, cacheSize);
            }
        });
        context.start();
    }

    private String token(String realm) {
        Exchange exchange = send(realm);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader("Authorization", String.class);
    }

    private Exchange send(String realm) {
        return template.request("direct:start", sent -> sent.getMessage().setHeader("realm", realm));
    }
}
