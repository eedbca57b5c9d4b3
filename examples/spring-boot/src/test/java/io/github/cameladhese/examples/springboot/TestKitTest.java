package io.github.cameladhese.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.TokenServerExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

/** The application with the test kit, as docs/testing.md shows it. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "adhese.realm=customer-name",
            "adhese.api-url=http://127.0.0.1:1", // nobody is there
            "campaigns.period=1h",
            "camel.component.adhese-auth.accounts.customer-name.client-secret-file=/run/secrets/customer-name"
        })
@DirtiesContext
class TestKitTest {

    @RegisterExtension
    static final TokenServerExtension tokens = new TokenServerExtension();

    @Autowired
    private ProducerTemplate template;

    @TestConfiguration
    static class Tokens {

        @Bean
        CamelContextConfiguration tokens() {
            return new CamelContextConfiguration() {
                @Override
                public void beforeApplicationStart(CamelContext context) {
                    tokens.configure(context);
                }

                @Override
                public void afterApplicationStart(CamelContext context) {}
            };
        }
    }

    @TestConfiguration
    static class Report {

        @Bean
        RouteBuilder report() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:report").to("adhese-auth:customer-name");
                }
            };
        }
    }

    @Test
    void itsTokensAreThoseOfTheTest() {
        for (int i = 0; i < 2; i++) {
            tokens.clock().advance(Duration.ofMinutes(5));
            String authorization = authorization();
            List<String> issued = tokens.server().tokens();
            assertThat(authorization).isEqualTo("Bearer " + issued.get(issued.size() - 1));
        }
        assertThat(tokens.server().requests()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(tokens.server().requests().get(0).field("client_id")).contains("test-client");
    }

    @Test
    void thePageShowsThis() throws Exception {
        String page = unspaced(Path.of("..", "..", "docs", "testing.md"));
        String test =
                unspaced(Path.of("src", "test", "java", getClass().getName().replace('.', '/') + ".java"));
        String shown = test.substring(test.indexOf("@TestConfigurationstaticclassTokens"));
        assertThat(page).contains(shown.substring(0, shown.indexOf("@TestConfiguration", 1)));
    }

    private String authorization() {
        return template.request(
                        "direct:report", exchange -> exchange.getMessage().setBody(""))
                .getMessage()
                .getHeader("Authorization", String.class);
    }

    private static String unspaced(Path file) throws Exception {
        return Files.readString(file).replaceAll("\\s", "");
    }
}
