package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectedStatusTest {

    private static final String URL = "https://api.adhese.org/campaigns";

    private final CamelContext context = new DefaultCamelContext();
    private final RejectedStatus rejections = RejectedStatus.parse("401, 419");

    @Test
    void anHttpExceptionIsFoundThroughItsCauses() {
        Exception http = new HttpOperationFailedException(URL, 401, "Unauthorized", null, Map.of(), null);
        assertThat(rejections.isIn(http, context)).isTrue();
        assertThat(rejections.isIn(new RuntimeCamelException(new RuntimeException(http)), context))
                .isTrue();
        assertThat(rejections.isIn(new CamelExecutionException("", new DefaultExchange(context), http), context))
                .isTrue();
    }

    @Test
    void anotherStatusOrAnotherExceptionIsNoRejection() {
        assertThat(rejections.isIn(new HttpOperationFailedException(URL, 403, "", null, Map.of(), null), context))
                .isFalse();
        assertThat(rejections.isIn(new IllegalStateException("401"), context)).isFalse();
        assertThat(rejections.isIn(new OfText("401"), context)).isFalse();
        // The nearest status is the answer's; a cause's may be that of a call before.
        Exception gone = new HttpOperationFailedException(URL, 410, "Gone", null, Map.of(), null);
        gone.initCause(new HttpOperationFailedException(URL, 401, "Unauthorized", null, Map.of(), null));
        assertThat(rejections.isIn(gone, context)).isFalse();
    }

    @Test
    void aResponseCodeMayBeANumberOrAText() {
        Exchange exchange = new DefaultExchange(context);
        assertThat(rejections.isIn(exchange.getMessage())).isFalse();
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 419);
        assertThat(rejections.isIn(exchange.getMessage())).isTrue();
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, "401");
        assertThat(rejections.isIn(exchange.getMessage())).isTrue();
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 200);
        assertThat(rejections.isIn(exchange.getMessage())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "399", "600", "40", "4010", "401;419", "401,", "-401", "4o1", "٤٠١"})
    void aBadValueFailsAtStart(String value) {
        try (FakeTokenServer server = new FakeTokenServer();
                Routes routes = new Routes(server)) {
            routes.options().setRejectedStatus(value);
            assertThatThrownBy(() -> routes.startWith("adhese-auth:customer-name"))
                    .hasStackTraceContaining("rejectedStatus must be HTTP statuses from 400 to 599");
        }
    }

    /** Its status is of a type that no HTTP component uses. */
    public static final class OfText extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String statusCode;

        OfText(String statusCode) {
            this.statusCode = statusCode;
        }

        public String getStatusCode() {
            return statusCode;
        }
    }
}
