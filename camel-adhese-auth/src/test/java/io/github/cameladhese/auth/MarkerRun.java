package io.github.cameladhese.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.micrometer.TokenMeters;
import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.ToldEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.main.Main;

/** Runs a route with a marker secret and a marker token, from a token server that repeats both wherever it can. */
final class MarkerRun implements AutoCloseable {

    static final String SECRET = "MARKER-s3cr3t+&%=/secret";
    static final String TOKEN = "MARKER-t0k3n." + claims() + ".bbbb";

    /** Stands for the environment variable or vault that an application has the secret from. */
    static final String PROPERTY = "MarkerRun.secret";

    private static final String ENCODED = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    private static final String BASE64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));

    /** As they are, form-encoded, and in Base64 at each of its three alignments. */
    private static final List<String> MARKERS = List.of("MARKER", ENCODED, "TUFSS0VS", "1BUktFU", "NQVJLRV");

    /** An HTTP client's own loggers show what it sends to the API, the token too; measured in CamelsOwnLogsTest. */
    static final Predicate<String> HTTP_CLIENT_OF_THE_API =
            List.of("org.apache.hc.client5.http.headers", "org.apache.hc.client5.http.wire")::contains;

    /** Camel's own loggers of properties, which show each value at DEBUG; measured in CamelsOwnLogsTest. */
    static final Predicate<String> PROPERTIES_OF_CAMEL = List.of(
            "org.apache.camel.main.BaseMainSupport",
            "org.apache.camel.main.MainHelper",
            "org.apache.camel.component.properties.DefaultPropertiesParser",
            "org.apache.camel.component.properties.PropertiesComponent",
            "org.apache.camel.impl.engine.DefaultCamelContextExtension")::contains;

    /** Those after the first meet an API that rejects each token, or are told so. */
    private static final List<String> ROUTES =
            List.of("direct:start", "direct:policy", "direct:redelivered", "direct:invalidate");

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeTokenServer api = new FakeTokenServer();
    private final FakeApi refusing = new FakeApi().refuseAll();
    private final Path folder;

    /** Permissions that are none, but the secret in one form or another; and one that is. */
    private static String claims() {
        String secret =
                "MARKER-s3cr3t+&%=/secret"; // not the constant, which stands below in the order of initialization
        String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        String claims = "{\"permissions\":{\"adhese-api\":[\"campaign:view\",\"" + secret + "\",\""
                + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "\",\"" + base64 + "\",\"x:" + secret + "\"],\""
                + secret + "\":[\"a:b\"]}}";
        return Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    }

    /** How the secret gets in. */
    enum Way {
        PROPERTY,
        PLACEHOLDER,
        FILE,
        BEAN
    }

    MarkerRun(Path folder) {
        this.folder = folder;
        System.setProperty(PROPERTY, SECRET);
    }

    @Override
    public void close() {
        System.clearProperty(PROPERTY);
        refusing.close();
        api.close();
        server.close();
    }

    AdheseAuthComponent adhese(CamelContext context) {
        return context.getComponent("adhese-auth", AdheseAuthComponent.class);
    }

    static boolean hasMarker(String text) {
        return MARKERS.stream().anyMatch(text::contains);
    }

    /**
     * One exchange in each route for each kind of answer; then the context is looked at, and stopped.
     */
    void run(Way way, String step, Consumer<Exchange> eachExchange, Consumer<CamelContext> atTheEnd) throws Exception {
        FakeClock clock = new FakeClock();
        Main main = main(way);
        main.bind("clock", clock);
        main.bind("tokenStore", new SeenEntries(clock));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onRedelivery(new AdheseAuthProcessor(step));
                from("direct:start").to(step).to(api.url() + "/campaigns");
                from("direct:policy").policy(new AdheseAuthPolicy(step)).to(refusing.url());
                from("direct:redelivered").to(step).to(refusing.url());
                from("direct:invalidate")
                        .to(step)
                        .to("log:shown?showAllProperties=true&showHeaders=false")
                        .to(step + (step.contains("?") ? "&" : "?") + "operation=invalidate")
                        .to("log:shown?showAll=true&multiline=true")
                        .to(step);
            }
        });
        main.start();
        try {
            for (ResponseDefinitionBuilder answer : answers()) {
                server.answer(answer);
                for (String route : ROUTES) {
                    eachExchange.accept(
                            main.getCamelContext().createProducerTemplate().request(route, sent -> {}));
                }
                clock.advance(Duration.ofHours(1)); // no failure is remembered for so long
            }
            main.getCamelContext()
                    .createProducerTemplate()
                    .request("direct:start", sent -> {}); // so that there is a token
            atTheEnd.accept(main.getCamelContext());
        } finally {
            main.stop();
        }
    }

    /** What is logged, but for the given loggers, that has a marker in it. */
    static List<String> leaks(CapturedLogs logs, Predicate<String> except) {
        return logs.lines(except.negate()).stream()
                .map(line -> line.logger() + " " + line.text())
                .filter(MarkerRun::hasMarker)
                .toList();
    }

    /** Failures of every kind, several of which repeat the secret or the token, and at last a token. */
    private static List<ResponseDefinitionBuilder> answers() {
        String token = "{\"access_token\":\"" + TOKEN + "\"";
        return List.of(
                FakeTokenServer.error(401, "unauthorized_client", "secret " + SECRET + " is wrong"),
                FakeTokenServer.error(400, "invalid_scope", "client_secret=" + ENCODED),
                FakeTokenServer.error(400, SECRET, "Basic " + BASE64),
                FakeTokenServer.error(503, "temporarily_unavailable", TOKEN + TOKEN),
                FakeTokenServer.json(404, "{\"error\":\"Realm does not exist\"}"),
                aResponse().withStatus(500).withBody("<html>" + SECRET),
                aResponse().withStatus(200).withBody("<html>" + SECRET + TOKEN),
                FakeTokenServer.json(200, "{\"" + SECRET + "\":\"" + TOKEN + "\"}"),
                FakeTokenServer.json(200, token + ",\"token_type\":\"" + SECRET + "\"}"),
                FakeTokenServer.json(200, "{\"access_token\":\"" + TOKEN + "\\n\"}"),
                FakeTokenServer.json(200, token + ",\"expires_in\":0}"),
                FakeTokenServer.json(200, token + ",\"access_token\":\"" + TOKEN + "\"}"),
                aResponse().withStatus(302).withHeader("Location", "https://evil.example/?s=" + ENCODED),
                FakeTokenServer.json(200, token + ",\"expires_in\":300,\"scope\":\"" + SECRET + "\"}"));
    }

    private Main main(Way way) throws Exception {
        Main main = new Main();
        main.bind("metricsRegistry", new SimpleMeterRegistry());
        main.bind("tokenMeters", new TokenMeters());
        main.bind("told", new ToldEvents());
        Properties properties = new Properties();
        properties.setProperty("camel.main.dev-console-enabled", "true");
        String prefix = "camel.component.adhese-auth.";
        if (way == Way.BEAN) {
            AdheseAuthConfiguration options = new AdheseAuthConfiguration();
            options.setAuthServerUrl(server.url());
            options.setClientId("my-customer-integration");
            options.setClientSecret(SECRET);
            options.setMaxAttempts(2);
            main.bind("adheseOptions", options);
            properties.setProperty(prefix + "configuration", "#bean:adheseOptions");
        } else {
            properties.setProperty(prefix + "auth-server-url", server.url());
            properties.setProperty(prefix + "client-id", "my-customer-integration");
            properties.setProperty(prefix + "max-attempts", "2");
        }
        switch (way) {
            case BEAN -> {}
            case PROPERTY -> properties.setProperty(prefix + "client-secret", SECRET);
            case PLACEHOLDER -> properties.setProperty(prefix + "client-secret", "{{sys:" + PROPERTY + "}}");
            case FILE ->
                properties.setProperty(
                        prefix + "client-secret-file",
                        Files.writeString(folder.resolve("secret"), SECRET).toString());
        }
        main.setInitialProperties(properties);
        return main;
    }
}
