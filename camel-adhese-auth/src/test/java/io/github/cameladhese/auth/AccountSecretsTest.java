package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The secrets of many customers stay inside as one does: see {@link SecretsStayInsideTest}. */
class AccountSecretsTest {

    private static final String ACCOUNT = "camel.component.adhese-auth.accounts[acme].";

    @TempDir
    private Path folder;

    private final FakeTokenServer server = new FakeTokenServer();
    private final Main main = new Main();
    private final List<String> shown = new ArrayList<>();

    /** How the secret of a realm gets in. */
    enum Way {
        PROPERTY,
        FILE,
        BEAN,
        RESOLVER
    }

    @AfterEach
    void stop() {
        main.stop();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void theSecretOfAnAccountIsShownNowhere(Way way) throws Exception {
        try (CapturedLogs logs = new CapturedLogs()) {
            configure(way);
            start();
            server.answer(
                    FakeTokenServer.error(401, "unauthorized_client", "secret " + MarkerRun.SECRET + " is wrong"));
            show(send("acme"));
            server.answer(FakeTokenServer.json(
                    200, "{\"access_token\":\"" + MarkerRun.TOKEN + "\",\"expires_in\":300,\"scope\":\"adhese-api\"}"));
            show(send("acme?scope=ratecard"));
            show(send("acme?clientSecret=guess"));
            show(send("acme?authServerUrl=https://evil.example"));
            show(send("another"));
            show(main.getCamelContext());
            main.stop();
            assertThat(logs.lines(logger -> true)).hasSizeGreaterThan(1_000); // TRACE was really on
            // Of properties, Camel's own loggers show each value at DEBUG; the README tells.
            Predicate<String> notOurs = way == Way.PROPERTY ? MarkerRun.PROPERTIES_OF_CAMEL : logger -> false;
            assertThat(MarkerRun.leaks(logs, notOurs)).isEmpty();
            assertThat(MarkerRun.leaks(logs, logger -> false)).noneMatch(line -> line.contains(" INFO "));
        }
        assertThat(shown).hasSizeGreaterThan(20);
        assertThat(shown.stream().filter(MarkerRun::hasMarker)).isEmpty();
    }

    @Test
    void aMistypedSecretIsNotRepeated() throws Exception {
        try (CapturedLogs logs = new CapturedLogs()) {
            main.addInitialProperty(ACCOUNT + "client-id", "acme-id");
            main.addInitialProperty(ACCOUNT + "client-secrett", MarkerRun.SECRET);
            main.addInitialProperty(ACCOUNT + "client-authentication", MarkerRun.SECRET);
            assertThatThrownBy(this::start)
                    .hasStackTraceContaining(
                            "accounts[acme]: There is no option 'clientSecrett'. Did you mean clientSecret?")
                    .satisfies(
                            failure -> assertThat(CapturedLogs.printed(failure)).doesNotContain("MARKER"));
            assertThat(MarkerRun.leaks(logs, MarkerRun.PROPERTIES_OF_CAMEL)).isEmpty();
        }
    }

    @Test
    void anAccountNamesWhatIsSetAndShowsNoValue() {
        AdheseAuthAccount account = new AdheseAuthAccount(MarkerRun.SECRET, MarkerRun.SECRET);
        account.setRegion(MarkerRun.SECRET);
        assertThat(account).hasToString("AdheseAuthAccount[clientId, clientSecret, region]");
    }

    private void configure(Way way) throws Exception {
        switch (way) {
            case PROPERTY -> {
                main.addInitialProperty(ACCOUNT + "client-id", "acme-id");
                main.addInitialProperty(ACCOUNT + "client-secret", MarkerRun.SECRET);
            }
            case FILE -> {
                main.addInitialProperty(ACCOUNT + "client-id", "acme-id");
                main.addInitialProperty(
                        ACCOUNT + "client-secret-file",
                        Files.writeString(folder.resolve("secret"), MarkerRun.SECRET)
                                .toString());
            }
            case BEAN -> {
                main.bind("acme", new AdheseAuthAccount("acme-id", MarkerRun.SECRET));
                main.addInitialProperty("camel.component.adhese-auth.accounts[acme]", "#bean:acme");
            }
            case RESOLVER ->
                main.bind("vault", (AdheseAuthAccountResolver)
                        realm -> realm.equals("acme") ? new AdheseAuthAccount("acme-id", MarkerRun.SECRET) : null);
        }
    }

    private void start() throws Exception {
        main.addInitialProperty("camel.component.adhese-auth.auth-server-url", server.url());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").toD("adhese-auth:${header.realm}").removeHeader("Authorization");
            }
        });
        main.start();
    }

    private Exchange send(String realm) {
        return main.getCamelContext().createProducerTemplate().request("direct:start", sent -> sent.getMessage()
                .setHeader("realm", realm));
    }

    private void show(Exchange exchange) {
        shown.add(exchange.toString());
        shown.add(String.valueOf(exchange.getMessage().getHeaders()));
        if (exchange.getException() != null) {
            shown.add(CapturedLogs.printed(exchange.getException()));
        }
    }

    private void show(CamelContext context) {
        AdheseAuthComponent component = context.getComponent("adhese-auth", AdheseAuthComponent.class);
        List<Object> objects = new ArrayList<>(List.of(
                component,
                component.getAccounts(),
                String.valueOf(component.getAccountResolver()),
                component.runtime().accounts(),
                component.runtime().connections()));
        for (Endpoint endpoint : context.getEndpoints()) {
            objects.addAll(List.of(endpoint, endpoint.getEndpointUri(), endpoint.getEndpointKey()));
            if (endpoint instanceof AdheseAuthEndpoint ours) {
                objects.addAll(List.of(ours.settings(), ours.settings().key(), ours.getTokenStatus()));
            }
        }
        objects.forEach(object -> shown.add(object.toString()));
        Thread.getAllStackTraces().keySet().forEach(thread -> shown.add(thread.getName()));
    }
}
