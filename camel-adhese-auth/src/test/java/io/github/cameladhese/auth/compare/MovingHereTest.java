package io.github.cameladhese.auth.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameladhese.auth.testkit.FakeApi;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpEndpointUriFactory;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/comparison.md says of moving here is so: the API is called with a token before and after. */
class MovingHereTest {

    private static final String API = "https://api.adhese.org";
    private static final Pattern OPTION = Pattern.compile("oauth2[A-Z]\\w*");

    @TempDir
    private Path folder;

    private final FakeTokenServer server = new FakeTokenServer();
    private final FakeApi api = new FakeApi();
    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
        api.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel-http-before", "camel-http-after", "own-processor-before", "own-processor-after"})
    void theApiIsCalledWithAToken(String route) throws Exception {
        assumeTrue(!route.equals("camel-http-before") || isKnown(), "another Camel may have other options");
        start();
        send("direct:" + route);
        assertThat(api.requests()).singleElement().satisfies(request -> {
            assertThat(request.getUrl()).isEqualTo("/campaigns");
            assertThat(request.getHeader("Authorization")).isEqualTo("Bearer token-1");
        });
        assertThat(server.requestCount()).isEqualTo(1);
    }

    @Test
    void theAddressLosesWhatThePageNamesAndKeepsTheRest() throws Exception {
        List<String> calls = Pattern.compile("\\.to\\(\"(http[^\"]*)")
                .matcher(inOneLine(page().blocks("java").get(0)))
                .results()
                .map(call -> call.group(1))
                .toList();
        Set<String> named = named();
        String kept = Arrays.stream(calls.get(0).split("[?&]"))
                .filter(part -> !named.contains(part.replaceFirst("=.*", "")))
                .collect(Collectors.joining("?"));
        assertThat(kept).isEqualTo(API + "/campaigns?httpMethod=GET").isEqualTo(calls.get(1));
    }

    @Test
    void thePageNamesEachOptionOfCamelHttp() throws Exception {
        assumeTrue(isKnown(), "another Camel may have other options");
        assertThat(named())
                .isEqualTo(new HttpEndpointUriFactory()
                        .propertyNames().stream()
                                .filter(name -> OPTION.matcher(name).matches())
                                .collect(Collectors.toSet()));
    }

    @Test
    void anOptionLeftOnTheAddressMayPutItsOwnTokenOverTheOneOfTheStep() throws Exception {
        assumeTrue(isKnown(), "another Camel may have other options");
        start();
        main.getCamelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:both").to("adhese-auth:customer-name").to("direct:camel-http-before");
            }
        });
        send("direct:both");
        assertThat(api.tokens()).containsExactly("token-2");
    }

    @Test
    void everyJavaBlockStandsInTheRoutesOfThisTest() throws Exception {
        String source = inOneLine(
                Files.readString(Path.of("src/test/java/io/github/cameladhese/auth/compare/MovingRoutes.java"))
                        .replace("api + \"", "\"" + API));
        List<String> snippets = page().blocks("java").stream()
                .flatMap(block -> Arrays.stream(block.split("// (before|after)\n")))
                .filter(snippet -> !snippet.isBlank())
                .toList();
        assertThat(snippets).hasSize(4).allSatisfy(snippet -> assertThat(source).contains(inOneLine(snippet)));
    }

    private void start() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "test-secret-not-real");
        Page.entries(page().blocks("properties").get(0))
                .forEach((key, value) -> main.addInitialProperty(
                        key,
                        value.replace("{{env:ADHESE_CLIENT_ID}}", "my-client")
                                .replace("/run/secrets/adhese/client-secret", secret.toString())));
        main.addInitialProperty("camel.component.adhese-auth.auth-server-url", server.url());
        main.addInitialProperty("client-id", "my-client");
        main.addInitialProperty("client-secret", "test-secret-not-real");
        main.addInitialProperty("token-endpoint", server.url() + "/token");
        main.configure().addRoutesBuilder(new MovingRoutes(url(), this::setOwnToken));
        main.start();
    }

    /** As many applications do it, but for the cache. */
    private void setOwnToken(Exchange exchange) throws Exception {
        String answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.url()))
                                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        exchange.getMessage()
                .setHeader("Authorization", "Bearer " + answer.replaceFirst(".*\"access_token\":\"([^\"]*).*", "$1"));
    }

    private static boolean isKnown() {
        return new DefaultCamelContext().getVersion().equals("4.18.0");
    }

    private void send(String uri) {
        Exchange sent = main.getCamelContext().createProducerTemplate().request(uri, exchange -> {});
        assertThat(sent.getException()).isNull();
    }

    private static String inOneLine(String code) {
        return Page.unspaced(code).replace("\"+\"", "");
    }

    private String url() {
        return api.url().replaceFirst("/campaigns$", "");
    }

    /** The options that the page's text, not its code, says are to be taken off. */
    private static Set<String> named() throws Exception {
        String text = Files.readString(Path.of("../docs/comparison.md"));
        String moving = text.substring(text.indexOf("## Moving here")).replaceAll("(?s)```.*?```", "");
        return OPTION.matcher(moving).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Page page() throws Exception {
        return new Page("docs/comparison.md");
    }
}
