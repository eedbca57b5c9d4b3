package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.testkit.ManyTokensServer;
import io.github.cameladhese.auth.testkit.TenantTokens;
import io.github.cameladhese.auth.testkit.Vendor;
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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One route for many customers. {@code -Dtenants.realms=100000} makes the long run longer, which takes minutes.
 */
@ParameterizedClass
@EnumSource
class ManyTenantsTest {

    private static final int REALMS = Integer.getInteger("tenants.realms", 3_000);
    private static final int ACCOUNTS = 2_200; // of the second vendor; 2000 are kept

    private final TenantTokens tokens = new TenantTokens();
    private final ManyTokensServer server = tokens.server();
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template = context.createProducerTemplate(); // Camel keeps each until its own end
    private final Vendor vendor;
    private final OAuthComponent<?> component;

    ManyTenantsTest(Vendor vendor) {
        this.vendor = vendor;
        component = vendor.component(context);
    }

    @AfterEach
    void stop() {
        context.stop();
        tokens.close();
    }

    @Test
    void eachRealmGetsTokensForItsOwnCredentialsOnly() throws Exception {
        vendor.addAccount(context, "acme", "acme-id", "acme-secret");
        vendor.addAccount(context, "globex", "globex-id", "globex-secret");
        vendor.setResolver(
                context, realm -> realm.startsWith("vault-") ? vendor.account(realm + "-id", realm + "-secret") : null);
        vendor.options(context).setClientId("own-id");
        vendor.options(context).setClientSecret("own-secret");
        start(0);
        for (int round = 0; round < 3; round++) {
            assertThat(token("acme")).isEqualTo(bearer("acme", "acme-id"));
            assertThat(token("globex")).isEqualTo(bearer("globex", "globex-id"));
            assertThat(token("vault-1")).isEqualTo(bearer("vault-1", "vault-1-id"));
            assertThat(token("vault-2")).isEqualTo(bearer("vault-2", "vault-2-id"));
            assertThat(token("another")).isEqualTo(bearer("another", "own-id"));
        }
        assertThat(tokens.clients(vendor, "acme", "acme-id")).containsExactly("acme-id:acme-secret");
        assertThat(tokens.clients(vendor, "globex", "globex-id")).containsExactly("globex-id:globex-secret");
        assertThat(tokens.clients(vendor, "vault-1", "vault-1-id")).containsExactly("vault-1-id:vault-1-secret");
        assertThat(tokens.clients(vendor, "vault-2", "vault-2-id")).containsExactly("vault-2-id:vault-2-secret");
        assertThat(tokens.clients(vendor, "another", "own-id")).containsExactly("own-id:own-secret");
    }

    @Test
    void theOnlyResolverInTheRegistryIsUsedAndAskedOncePerEndpoint() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Object resolver = vendor.resolver(realm -> {
            asked.incrementAndGet();
            return vendor.account("id", "secret");
        });
        context.getRegistry().bind("vault", resolver);
        context.removeComponent(vendor.scheme());
        assertThat(vendor.resolverOf(context)).isSameAs(resolver);
        start(0);
        for (int i = 0; i < 10; i++) {
            token("acme");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void aResolverThatFailsFailsTheExchangeAndIsAskedAgain() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        vendor.setResolver(context, realm -> {
            if (asked.incrementAndGet() == 1) {
                throw new IOException("the vault is sealed");
            }
            return vendor.account("id", "secret");
        });
        start(0);
        assertThat(send("acme").getException())
                .hasStackTraceContaining(
                        "The accountResolver failed for " + vendor.nameOption() + " 'acme' with java.io.IOException")
                .hasStackTraceContaining(
                        "A toD() asks again with the next exchange, a to() when the application starts.")
                .hasRootCauseMessage("the vault is sealed");
        assertThat(token("acme")).isEqualTo(bearer("acme", "id"));
    }

    /** With 0, Camel keeps as many producers as it does by default; with -1, it makes and stops one for each exchange. */
    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void manyRealmsNeitherGrowMemoryNorLeaveThreads(int cacheSize) throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        vendor.setResolver(context, realm -> vendor.account(realm + "-id", "secret"));
        start(cacheSize);
        server.forgetRealms();
        int realms = vendor == Vendor.ADHESE ? REALMS : ACCOUNTS;
        long begin = System.nanoTime();
        for (int i = 0; i < realms; i++) {
            String realm = "realm-" + i;
            assertThat(token(realm)).isEqualTo(bearer(realm, realm + "-id"));
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (realms > 3_000) {
            System.out.printf("%,d realms with cacheSize=%d: %,d ms%n", realms, cacheSize, millis);
        }

        assertThat(server.requests()).isEqualTo(realms);
        assertThat(accounts()).isLessThanOrEqualTo(cacheSize < 0 ? 1000 : 2000);
        assertThat(context.getEndpoints()).hasSizeLessThanOrEqualTo(1001);
        assertThat(component.runtime().connections().size()).isEqualTo(1);
        assertThat(newThreads(before)).hasSizeLessThanOrEqualTo(16); // 10 of the route, 6 for tokens

        context.stop();
        assertThat(component.runtimeIfAny()).isNull();
        await().untilAsserted(() -> assertThat(newThreads(before)).isEmpty());
        await().untilAsserted(() -> assertThat(tokens.connections()).isZero());
    }

    @Test
    void withoutAProducerCacheTheTokenStaysFromExchangeToExchange() throws Exception {
        vendor.addAccount(context, "acme", "id", "secret");
        start(-1);
        for (int i = 0; i < 100; i++) {
            assertThat(token("acme")).isEqualTo(bearer("acme", "id"));
        }
        assertThat(server.requests()).isEqualTo(1);
        assertThat(accounts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {10, -1})
    void inParallelEachRealmMakesOneRequestWhileItsProducersComeAndGo(int cacheSize) throws Exception {
        vendor.setResolver(context, realm -> vendor.account(realm + "-id", "secret"));
        start(cacheSize);
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
                                .isEqualTo(bearer(realm, realm + "-id"));
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
        vendor.setResolver(context, realm -> {
            OAuthAccount<?> account = vendor.account(vendor == Vendor.ADHESE ? "id" : realm, "secret");
            account.setSslContextParameters(new SSLContextParameters()); // compared by identity, and not used for http
            return account;
        });
        start(20);
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
        vendor.setResolver(context, realm -> vendor.account("id", "secret"));
        start(0);
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
    private List<String> newThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.contains(vendor.threads()) || name.contains("HttpClient"))
                .toList();
    }

    private void start(int cacheSize) throws Exception {
        Vendor.setServer(vendor.options(context), tokens.url(vendor));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler()); // whose log would repeat what is expected
                from("direct:start").toD(vendor.scheme() + ":${header.realm}", cacheSize);
            }
        });
        context.start();
    }

    private String bearer(String realm, String clientId) {
        return TenantTokens.bearer(vendor, realm, clientId, 1);
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
