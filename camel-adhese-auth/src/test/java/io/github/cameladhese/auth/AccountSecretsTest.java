package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Vendor;
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
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The secrets of many customers stay inside as one does: see {@link SecretsStayInsideTest}. */
@ParameterizedClass
@EnumSource
class AccountSecretsTest {

    @TempDir
    private Path folder;

    private final FakeTokenServer server = new FakeTokenServer();
    private final Main main = new Main();
    private final List<String> shown = new ArrayList<>();
    private final Vendor vendor;

    /** How the secret of a realm gets in. */
    enum Way {
        PROPERTY,
        FILE,
        BEAN,
        RESOLVER
    }

    AccountSecretsTest(Vendor vendor) {
        this.vendor = vendor;
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
            show(send("acme?" + vendor.serverOption() + "=https://evil.example"));
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
            setOfAccount("client-id", "acme-id");
            setOfAccount("client-secrett", MarkerRun.SECRET);
            setOfAccount(vendor == Vendor.ADHESE ? "client-authentication" : "proxy-port", MarkerRun.SECRET);
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
        OAuthAccount<?> account = vendor.account(MarkerRun.SECRET, MarkerRun.SECRET);
        if (account instanceof AdheseAuthAccount adhese) {
            adhese.setRegion(MarkerRun.SECRET);
            assertThat(account).hasToString("AdheseAuthAccount[clientId, clientSecret, region]");
        } else {
            ((AdullamAuthAccount) account).setTokenPath(MarkerRun.SECRET);
            assertThat(account).hasToString("AdullamAuthAccount[clientId, clientSecret, tokenPath]");
        }
    }

    private void configure(Way way) throws Exception {
        switch (way) {
            case PROPERTY -> {
                setOfAccount("client-id", "acme-id");
                setOfAccount("client-secret", MarkerRun.SECRET);
            }
            case FILE -> {
                setOfAccount("client-id", "acme-id");
                setOfAccount(
                        "client-secret-file",
                        Files.writeString(folder.resolve("secret"), MarkerRun.SECRET)
                                .toString());
            }
            case BEAN -> {
                main.bind("acme", vendor.account("acme-id", MarkerRun.SECRET));
                main.addInitialProperty(vendor.property("accounts[acme]"), "#bean:acme");
            }
            case RESOLVER ->
                main.bind(
                        "vault",
                        vendor.resolver(
                                realm -> realm.equals("acme") ? vendor.account("acme-id", MarkerRun.SECRET) : null));
        }
    }

    private void setOfAccount(String option, String value) {
        main.addInitialProperty(vendor.property("accounts[acme]." + option), value);
    }

    private void start() throws Exception {
        main.addInitialProperty(vendor.property(vendor.serverOption()), server.url());
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").toD(vendor.scheme() + ":${header.realm}").removeHeader("Authorization");
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
        OAuthComponent<?> component = vendor.component(context);
        List<Object> objects = new ArrayList<>(List.of(
                component,
                vendor.accounts(context),
                String.valueOf(vendor.resolverOf(context)),
                component.runtime().accounts(),
                component.runtime().connections()));
        for (Endpoint endpoint : context.getEndpoints()) {
            objects.addAll(List.of(endpoint, endpoint.getEndpointUri(), endpoint.getEndpointKey()));
            if (endpoint instanceof OAuthEndpoint ours) {
                objects.addAll(List.of(ours.settings(), ours.settings().key(), ours.getTokenStatus()));
            }
        }
        objects.forEach(object -> shown.add(object.toString()));
        Thread.getAllStackTraces().keySet().forEach(thread -> shown.add(thread.getName()));
    }
}
