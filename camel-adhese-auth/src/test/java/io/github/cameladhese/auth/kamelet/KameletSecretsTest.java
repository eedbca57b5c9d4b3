package io.github.cameladhese.auth.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A marker secret goes through a route with the Kamelet, by each way that a property of a Kamelet can be set, with every logger
 * at TRACE. What Camel itself shows of it is not ours to change, so it is measured here and told in docs/kamelets.md.
 */
class KameletSecretsTest {

    private static final String MARKER = "MARKER-s3cr3t+&%=/secret";

    private static final String COMMON =
            "component.properties.DefaultPropertiesParser impl.engine.DefaultCamelContextExtension";

    private final FakeTokenServer server = new FakeTokenServer();

    @TempDir
    private Path folder;

    /** How the Kamelet gets the secret. */
    enum Way {
        FILE,
        URI,
        PLACEHOLDER,
        PROPERTY
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aSecretInAFileIsLoggedNowhere() throws Exception {
        assertThat(leaks(Way.FILE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "FILE", mode = EnumSource.Mode.EXCLUDE)
    void aSecretInAPropertyIsLoggedByCamelOnlyAndBelowInfoOnly(Way way) throws Exception {
        assertThat(leaks(way)).isNotEmpty().allSatisfy(line -> assertThat(line)
                .matches("(?s)org\\.apache\\.camel\\.\\S+ (DEBUG|TRACE) .*"));
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfItIsLoggedFromInfoUp(Way way) throws Exception {
        try (CapturedLogs logs = CapturedLogs.fromInfoUp()) {
            run(way);
            assertThat(logs.lines(logger -> true)).isNotEmpty();
            assertThat(marked(logs)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"URI, clientSecret` in the route", "PLACEHOLDER, by a placeholder", "PROPERTY, camel.kamelet."})
    void thePageNamesWhoLogsItAtDebug(Way way, String row) throws Exception {
        String told = Files.readString(Path.of("../docs/kamelets.md"))
                .lines()
                .filter(line -> line.contains(row) && line.startsWith("|"))
                .findFirst()
                .orElseThrow();
        assertThat(leaks(way).stream().filter(line -> line.contains(" DEBUG ")))
                .isNotEmpty()
                .allSatisfy(line -> {
                    String logger = line.substring("org.apache.camel.".length(), line.indexOf(' '));
                    // The last row is that of the one before, and one more.
                    assertThat(told + (way == Way.PROPERTY ? COMMON : "")).contains(logger);
                });
    }

    private List<String> leaks(Way way) throws Exception {
        try (CapturedLogs logs = new CapturedLogs()) {
            run(way);
            assertThat(logs.lines(logger -> true)).hasSizeGreaterThan(1000); // TRACE was really on
            return marked(logs);
        }
    }

    private static List<String> marked(CapturedLogs logs) {
        return logs.lines(logger -> true).stream()
                .map(line -> line.logger() + " " + line.text())
                .filter(line -> line.contains("MARKER"))
                .toList();
    }

    private void run(Way way) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.adhese-auth.auth-server-url", server.url());
        main.addInitialProperty("camel.component.adhese-auth.client-id", "my-customer-integration");
        String uri = "kamelet:adhese-auth-action?realm=customer-name"
                + switch (way) {
                    case FILE -> "&clientSecretFile=" + Files.writeString(folder.resolve("secret"), MARKER);
                    case URI -> "&clientSecret=RAW(" + MARKER + ")";
                    case PLACEHOLDER -> "&clientSecret=RAW({{my.secret}})";
                    case PROPERTY -> "";
                };
        switch (way) {
            case PLACEHOLDER -> main.addInitialProperty("my.secret", MARKER);
            case PROPERTY -> main.addInitialProperty("camel.kamelet.adhese-auth-action.clientSecret", MARKER);
            case FILE, URI -> {}
        }
        main.configure()
                .addLambdaRouteBuilder(
                        routes -> routes.from("direct:start").to(uri).removeHeaders("*"));
        main.start();
        try {
            main.getCamelContext().createProducerTemplate().sendBody("direct:start", "");
            assertThat(server.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.getBodyAsString())
                    .contains("&client_secret=MARKER-s3cr3t%2B%26%25%3D%2Fsecret&"));
        } finally {
            main.stop();
        }
    }
}
