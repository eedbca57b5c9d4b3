package io.github.cameladhese.auth.benchmark;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdheseAuthProcessor;
import io.github.cameladhese.auth.micrometer.TokenMeters;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.InMemoryTokenStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The step on a cached token beside a bare Processor that reads a volatile field and sets the header: by itself, on a new exchange,
 * and in a {@code direct:} route; with and without meters, and with a token store. Run by
 * {@code ./mvnw -Pbenchmark -pl camel-adhese-auth}, with {@code -prof gc}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class StepBenchmark {

    private static final AsyncCallback NOTHING_MORE = doneSync -> {};
    private static final String STEP = "adhese-auth:customer-name";

    private final FakeTokenServer server = new FakeTokenServer();
    private final CamelContext context = new DefaultCamelContext();
    private final CamelContext metered = new DefaultCamelContext();
    private final CamelContext sharing = new DefaultCamelContext();
    private volatile String token = "Bearer token-1";

    private Processor bare;
    private AsyncProducer step;
    private AsyncProducer routeWithBare;
    private AsyncProducer routeWithStep;
    private AsyncProducer routeWithProcessor;
    private AsyncProducer stepWithMeters;
    private AsyncProducer routeWithStepWithMeters;
    private AsyncProducer stepWithStore;

    /** Each thread's own exchange. */
    @State(Scope.Thread)
    public static class OneExchange {

        private Exchange exchange;

        @Setup
        public void create(StepBenchmark benchmark) {
            exchange = new DefaultExchange(benchmark.context);
        }
    }

    @Setup
    public void start() throws Exception {
        bare = exchange -> exchange.getMessage().setHeader("Authorization", token);
        start(context);
        metered.getRegistry().bind("tokenMeters", new TokenMeters(new SimpleMeterRegistry()));
        start(metered);
        sharing.getRegistry().bind("tokenStore", new InMemoryTokenStore(InstantSource.system()));
        start(sharing);
        step = producer(context, STEP);
        routeWithBare = producer(context, "direct:bare");
        routeWithStep = producer(context, "direct:step");
        routeWithProcessor = producer(context, "direct:processor");
        stepWithMeters = producer(metered, STEP);
        routeWithStepWithMeters = producer(metered, "direct:step");
        step.process(new DefaultExchange(context)); // fetches the token
        stepWithMeters.process(new DefaultExchange(metered));
        stepWithStore = producer(sharing, STEP);
        stepWithStore.process(new DefaultExchange(sharing));
    }

    private void start(CamelContext one) throws Exception {
        AdheseAuthComponent component = one.getComponent("adhese-auth", AdheseAuthComponent.class);
        component.getConfiguration().setAuthServerUrl(server.url());
        component.getConfiguration().setClientId("id");
        component.getConfiguration().setClientSecret("secret");
        one.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bare").process(bare);
                from("direct:step").to(STEP);
                from("direct:processor").process(new AdheseAuthProcessor(STEP));
            }
        });
        one.start();
    }

    @TearDown
    public void stop() {
        context.stop();
        metered.stop();
        sharing.stop();
        server.close();
    }

    @Benchmark
    public Exchange aBareProcessor(OneExchange one) throws Exception {
        bare.process(one.exchange);
        return one.exchange;
    }

    @Benchmark
    public Exchange bStep(OneExchange one) {
        return run(step, one.exchange);
    }

    @Benchmark
    public Exchange cRouteWithBareProcessor(OneExchange one) {
        return run(routeWithBare, one.exchange);
    }

    @Benchmark
    public Exchange dRouteWithStep(OneExchange one) {
        return run(routeWithStep, one.exchange);
    }

    @Benchmark
    public Exchange eRouteWithProcessor(OneExchange one) {
        return run(routeWithProcessor, one.exchange);
    }

    @Benchmark
    public Exchange fBareProcessorOnNewExchange() throws Exception {
        Exchange exchange = new DefaultExchange(context);
        bare.process(exchange);
        return exchange;
    }

    @Benchmark
    public Exchange gStepOnNewExchange() {
        return run(step, new DefaultExchange(context));
    }

    @Benchmark
    public Exchange hStepWithMeters(OneExchange one) {
        return run(stepWithMeters, one.exchange);
    }

    @Benchmark
    public Exchange iRouteWithStepWithMeters(OneExchange one) {
        return run(routeWithStepWithMeters, one.exchange);
    }

    @Benchmark
    public Exchange jStepWithStore(OneExchange one) {
        return run(stepWithStore, one.exchange);
    }

    private static Exchange run(AsyncProcessor processor, Exchange exchange) {
        processor.process(exchange, NOTHING_MORE);
        return exchange;
    }

    private static AsyncProducer producer(CamelContext one, String uri) throws Exception {
        AsyncProducer producer = one.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }
}
