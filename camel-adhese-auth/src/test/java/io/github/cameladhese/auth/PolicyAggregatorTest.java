package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.Vendor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.Test;

/** An aggregator within a block: what it releases is another exchange, which goes on by itself. */
class PolicyAggregatorTest extends VendorApiTest {

    private final OAuthPolicy policy = vendor.policy(step);
    private final List<Integer> attempts = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    PolicyAggregatorTest(Vendor vendor) {
        super(vendor);
        api.revoke("token-1");
    }

    @Test
    void theErrorHandlerActsOnEachStepOfWhatItReleases() throws Exception {
        sendTwo(aggregator ->
                aggregator.to("mock:released").process(this::failTwice).process(exchange -> over.countDown()));
        assertThat(attempts).containsExactly(0, 1, 2);
        assertThat(routes.context()
                        .getEndpoint("mock:released", MockEndpoint.class)
                        .getReceivedCounter())
                .isEqualTo(1);
    }

    /** The policy is over when a message is on the list: it answers nothing that happens after that. */
    @Test
    void whatItReleasesHasTheTokenOfItsMessagesAndNobodyRenewsIt() throws Exception {
        sendTwo(aggregator ->
                aggregator.setBody(Builder.constant("report")).to(api.url()).process(exchange -> over.countDown()));
        assertThat(api.tokens()).containsExactly("token-1", "token-1", "token-1", "token-1");
        assertThat(server.requestCount()).isEqualTo(1);
    }

    /** Two messages, which the aggregator makes one. Each attempt of a step that fails is one of at most four. */
    private void sendTwo(Consumer<ProcessorDefinition<?>> released) throws Exception {
        routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class)
                        .maximumRedeliveries(3)
                        .redeliveryDelay(0)
                        .handled(true)
                        .process(exchange -> over.countDown());
                released.accept(from("direct:start")
                        .policy(policy)
                        .aggregate(constant(true), new GroupedBodyAggregationStrategy())
                        .completionSize(2));
            }
        });
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(routes.send("direct:start").getException()).isNull();
        assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void failTwice(Exchange exchange) {
        int attempt = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        attempts.add(attempt);
        if (attempt < 2) {
            throw new IllegalStateException("not yet");
        }
    }
}
