package io.github.cameladhese.auth;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.micrometer.TokenMeters;
import io.github.cameladhese.auth.testkit.CodeRoutes;
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
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.main.Main;

/** Runs routes that exchange marker codes, at a token server that repeats them and the secret wherever it can. */
final class CodeMarkerRun implements AutoCloseable {

    private static final String CODE = "MARKER-c0d3&+%=/\"code";
    private static final String REFRESH_TOKEN = "MARKER-r3fr3sh&+%=/\"token";
    private static final String STEP = CodeRoutes.STEP;

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi refusing = new FakeApi().refuseAll();
    private final Path folder;
    private int codes;

    CodeMarkerRun(Path folder) {
        this.folder = folder;
        System.setProperty(MarkerRun.PROPERTY, MarkerRun.SECRET);
    }

    @Override
    public void close() {
        System.clearProperty(MarkerRun.PROPERTY);
        refusing.close();
        server.close();
    }

    AdullamAuthComponent component(CamelContext context) {
        return context.getComponent("adullam-auth", AdullamAuthComponent.class);
    }

    /** The bodies of the token requests. */
    List<String> requests() {
        return server.requests().stream()
                .map(request -> request.getBodyAsString())
                .toList();
    }

    /** One exchange in each route for each kind of answer, each with a code of its own; then the context is looked at. */
    void run(MarkerRun.Way way, Consumer<Exchange> eachExchange, Consumer<CamelContext> atTheEnd) throws Exception {
        FakeClock clock = new FakeClock();
        Main main = main(way);
        main.bind("clock", clock);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HttpOperationFailedException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onRedelivery(new AdullamAuthProcessor(STEP));
                from("direct:policy").policy(new AdullamAuthPolicy(STEP)).to(refusing.url());
                from("direct:redelivered").to(STEP).to(refusing.url());
                from("direct:invalidate")
                        .to(STEP)
                        .to("log:shown?showAllProperties=true&showHeaders=false")
                        .to(STEP + "&operation=invalidate")
                        .to("log:shown?showAll=true&multiline=true")
                        .to(STEP);
            }
        });
        main.start();
        try {
            for (int i = 0; i < answers("").size(); i++) {
                for (String route : List.of("direct:policy", "direct:redelivered", "direct:invalidate")) {
                    String code = CODE + codes++;
                    server.answer(answers(code).get(i));
                    eachExchange.accept(send(main, route, code));
                }
                clock.advance(Duration.ofHours(1)); // no failure is remembered for so long
            }
            atTheEnd.accept(main.getCamelContext());
        } finally {
            main.stop();
        }
    }

    private static Exchange send(Main main, String route, String code) {
        return main.getCamelContext().createProducerTemplate().request(route, sent -> {
            sent.getMessage().setHeader("code", code);
            sent.getMessage().setHeader(Exchange.HTTP_QUERY, "state=1&code=" + encoded(code));
        });
    }

    /** The server's answers, the last but one of which brings a refresh token that the next request has. */
    private static List<ResponseDefinitionBuilder> answers(String code) {
        String escaped = code.replace("\"", "\\\"");
        String token = "{\"access_token\":\"" + MarkerRun.TOKEN + "\",\"expires_in\":300";
        String refresh = ",\"refresh_token\":\"" + REFRESH_TOKEN.replace("\"", "\\\"") + "\"";
        return List.of(
                FakeTokenServer.error(400, "invalid_grant", "code " + escaped + " is spent"),
                FakeTokenServer.error(401, "invalid_client", encoded(MarkerRun.SECRET)),
                FakeTokenServer.error(503, escaped, ""),
                aResponse().withStatus(200).withBody("<html>" + code),
                aResponse().withStatus(302).withHeader("Location", "https://evil.example/?code=" + encoded(code)),
                FakeTokenServer.json(404, "{\"message\":\"" + escaped + "\"}"),
                FakeTokenServer.json(200, "{\"" + escaped + "\":1}"),
                FakeTokenServer.json(200, token + refresh + ",\"scope\":\"" + MarkerRun.SECRET + "\"}"),
                FakeTokenServer.json(200, token + "}"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Main main(MarkerRun.Way way) throws Exception {
        Main main = new Main();
        main.bind("metricsRegistry", new SimpleMeterRegistry());
        main.bind("tokenMeters", new TokenMeters());
        main.bind("told", new ToldEvents());
        Properties properties = new Properties();
        properties.setProperty("camel.main.dev-console-enabled", "true");
        String prefix = "camel.component.adullam-auth.";
        if (way == MarkerRun.Way.BEAN) {
            AdullamAuthConfiguration options = new AdullamAuthConfiguration();
            options.setBaseUrl(server.url());
            options.setClientId("my-shop-backend");
            options.setClientSecret(MarkerRun.SECRET);
            main.bind("adullamOptions", options);
            properties.setProperty(prefix + "configuration", "#bean:adullamOptions");
        } else {
            properties.setProperty(prefix + "base-url", server.url());
            properties.setProperty(prefix + "client-id", "my-shop-backend");
        }
        switch (way) {
            case BEAN -> {}
            case PROPERTY -> properties.setProperty(prefix + "client-secret", MarkerRun.SECRET);
            case PLACEHOLDER -> properties.setProperty(prefix + "client-secret", "{{sys:" + MarkerRun.PROPERTY + "}}");
            case FILE ->
                properties.setProperty(
                        prefix + "client-secret-file",
                        Files.writeString(folder.resolve("secret"), MarkerRun.SECRET)
                                .toString());
        }
        main.setInitialProperties(properties);
        return main;
    }
}
