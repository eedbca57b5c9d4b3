package io.github.cameladhese.examples.etl.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Counts when requests to the API were answered or failed, each time they were sent. Camel tells it of them if it is a bean. Its
 * memory does not grow: when its cells are full, each two become one of twice the length. Thread-safe.
 */
public final class RequestTimes extends EventNotifierSupport {

    private static final int CELLS = 240;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final InstantSource clock;
    private final Instant startedAt;
    private long[] cells = new long[CELLS];
    private long cellMillis = SHORTEST.toMillis();

    RequestTimes(InstantSource clock) {
        this.clock = clock;
        startedAt = clock.instant();
        // Other events are not even made; but whoever does not hear that one is sent is not told that it was.
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeSentEvent sent && sent.getEndpoint() instanceof HttpEndpoint) {
            sent();
        }
    }

    synchronized void sent() {
        long at = Math.max(0, Duration.between(startedAt, clock.instant()).toMillis());
        while (at / cellMillis >= CELLS) {
            long[] wider = new long[CELLS];
            for (int i = 0; i < CELLS; i++) {
                wider[i / 2] += cells[i];
            }
            cells = wider;
            cellMillis *= 2;
        }
        cells[(int) (at / cellMillis)]++;
    }

    /**
     * What was counted until now.
     *
     * @param cellMillis over which each count goes
     */
    record Counts(Instant startedAt, Instant endedAt, long cellMillis, List<Long> perCell) {}

    synchronized Counts counts() {
        Instant now = clock.instant();
        long used =
                Math.min(CELLS, 1 + Math.max(0, Duration.between(startedAt, now).toMillis()) / cellMillis);
        return new Counts(
                startedAt,
                now,
                cellMillis,
                Arrays.stream(cells).limit(used).boxed().toList());
    }
}
