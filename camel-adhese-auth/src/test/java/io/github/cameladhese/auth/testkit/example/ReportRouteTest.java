package io.github.cameladhese.auth.testkit.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.cameladhese.auth.testkit.TokenServerExtension;
import io.github.cameladhese.auth.token.CredentialsRejectedException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportRouteTest extends CamelTestSupport {

    @RegisterExtension
    static final TokenServerExtension tokens = new TokenServerExtension();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        return tokens.configure(super.createCamelContext());
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() { // or the routes of your application
            @Override
            public void configure() {
                from("direct:report").to("adhese-auth:customer-name").to("mock:api");
            }
        };
    }

    @Test
    void theApiGetsAToken() throws Exception {
        getMockEndpoint("mock:api").expectedHeaderReceived("Authorization", "Bearer token-1");
        template.sendBody("direct:report", "");
        getMockEndpoint("mock:api").assertIsSatisfied();
    }

    @Test
    void anExpiredTokenIsReplaced() {
        template.sendBody("direct:report", "");
        tokens.clock().advance(Duration.ofMinutes(5));
        template.sendBody("direct:report", "");
        assertEquals(2, tokens.server().requests().size());
    }

    @Test
    void aWrongSecretStopsTheReport() {
        tokens.server().failWith(401, "invalid_client");
        Exchange sent = template.send("direct:report", exchange -> {});
        assertInstanceOf(CredentialsRejectedException.class, sent.getException());
        assertEquals(0, getMockEndpoint("mock:api").getReceivedCounter());
    }
}
