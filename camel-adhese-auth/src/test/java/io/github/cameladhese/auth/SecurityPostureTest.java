package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Vendor;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.MaskingFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel hides of the header, and what an application in production has to know. */
class SecurityPostureTest extends VendorRouteTest {

    SecurityPostureTest(Vendor vendor) {
        super(vendor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Authorization: ${header.Authorization}", "Authorization=${header.Authorization}"})
    void logMaskDoesNotHideTheHeaderByItself(String message) throws Exception {
        assumeTrue(routes.context().getVersion().startsWith("4.18."), "4.22 hides the first and the last");
        try (CapturedLogs logs = new CapturedLogs()) {
            runLogging(message);
            assertThat(lineOf(logs)).contains("Bearer token-1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Authorization: ${header.Authorization}",
                "Authorization=${header.Authorization}",
                "{\"Authorization\":\"${header.Authorization}\"}",
                "for Authorization: bearer   abc.DEF-~+/==, and then ${header.Authorization}",
                "${header.Authorization} not Authorization: Bearer 12|abc=DEF:abc"
            })
    void maskAuthorizationMakesItHideTheTokenHoweverItIsWritten(String message) throws Exception {
        routes.component().setMaskAuthorization(true);
        try (CapturedLogs logs = new CapturedLogs()) {
            runLogging(message);
            assertThat(lineOf(logs)).doesNotContain("token-1", "abc", "DEF").contains("Authorization", "xxxxx");
        }
    }

    @Test
    void theFormatterOfAnApplicationIsKept() throws Exception {
        MaskingFormatter own = text -> "hidden";
        routes.context().getRegistry().bind(MaskingFormatter.CUSTOM_LOG_MASK_REF, own);
        routes.component().setMaskAuthorization(true);
        routes.startWith(step);
        assertThat(routes.context().getRegistry().lookupByName(MaskingFormatter.CUSTOM_LOG_MASK_REF))
                .isSameAs(own);
    }

    @Test
    void theKeywordsOfTheContextAreKept() throws Exception {
        setKeywords("shoeSize");
        routes.component().setMaskAuthorization(true);
        routes.startWith(step);
        assertThat(keywords()).isEqualTo("shoeSize,authorization");
    }

    @Test
    void aKeywordThatIsThereIsNotAddedAgain() throws Exception {
        setKeywords("shoeSize, Authorization");
        routes.component().setMaskAuthorization(true);
        routes.startWith(step);
        assertThat(keywords()).isEqualTo("shoeSize, Authorization");
    }

    @Test
    void withoutTheOptionTheContextStaysAsItIs() throws Exception {
        routes.startWith(step);
        assertThat(keywords()).isNull();
    }

    /** As far as Camel 4.22, whose policy refuses a client id or secret that is written out; 4.18 has none. */
    @Test
    void itRunsInTheProfileOfProduction(@TempDir Path folder) throws Exception {
        Path secretFile = Files.writeString(folder.resolve("secret"), "test-secret-not-real");
        Main main = new Main();
        Properties properties = new Properties();
        properties.setProperty("camel.main.profile", "prod");
        String prefix = "camel.component." + vendor.scheme() + ".";
        properties.setProperty(prefix + (vendor == Vendor.ADHESE ? "auth-server-url" : "base-url"), server.url());
        properties.setProperty("id", "my-client");
        properties.setProperty(prefix + "client-id", "{{id}}");
        properties.setProperty(prefix + "client-secret-file", secretFile.toString());
        properties.setProperty(prefix + "mask-authorization", "true");
        main.setInitialProperties(properties);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(vendor.step());
            }
        });
        main.start();
        try {
            Exchange exchange = main.getCamelContext().createProducerTemplate().request("direct:start", sent -> {});
            assertThat(exchange.getMessage().getHeader("Authorization")).isEqualTo("Bearer token-1");
            assertThat(main.getCamelContext().getCamelContextExtension().getProfile())
                    .isEqualTo("prod");
        } finally {
            main.stop();
        }
    }

    private void runLogging(String message) throws Exception {
        server.answers(FakeTokenServer::token);
        routes.context().setLogMask(true);
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                if (message.isEmpty()) {
                    from("direct:start").to(step).to("log:shown?showHeaders=true&logMask=true");
                } else {
                    from("direct:start").to(step).log(message);
                }
            }
        });
        routes.send("direct:start");
    }

    private static String lineOf(CapturedLogs logs) {
        return logs.lines(name -> true).stream()
                .map(CapturedLogs.Line::text)
                .filter(text -> text.startsWith("INFO") && text.contains("Authorization"))
                .findFirst()
                .orElseThrow();
    }

    private String keywords() throws Exception {
        return (String) keywordsMethod("getAdditionalSensitiveKeywords")
                .invoke(routes.context().getCamelContextExtension());
    }

    private void setKeywords(String keywords) throws Exception {
        keywordsMethod("setAdditionalSensitiveKeywords", String.class)
                .invoke(routes.context().getCamelContextExtension(), keywords);
    }

    /** By its name: Camel 4.14, for which this is compiled too, has none. */
    private static Method keywordsMethod(String name, Class<?>... parameters) {
        Optional<Method> method = Arrays.stream(ExtendedCamelContext.class.getMethods())
                .filter(each -> each.getName().equals(name) && Arrays.equals(each.getParameterTypes(), parameters))
                .findFirst();
        assumeTrue(method.isPresent(), name);
        return method.get();
    }
}
