package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameladhese.auth.AdheseAuthEndpoint;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import io.github.cameladhese.examples.etl.sandbox.SandboxData;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that lasts longer than a token. */
class LongRunTest {

    private static final int CAMPAIGNS = 1000;

    @TempDir
    private Path folder;

    @Test
    void eachRequestCarriesTheTokenOfItsTime() throws Exception {
        VirtualClock clock = new VirtualClock();
        // Every request for bookings takes a second of the clock by which sandbox and component go.
        try (Sandbox sandbox = Sandbox.start(new SlowData(clock), Sandbox.ALL_PERMISSIONS, clock)) {
            Properties properties = sandbox.properties();
            properties.setProperty("etl.jdbc-url", "jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
            // However slow one part is, the others of its batch cannot turn the clock by more than the 30 s in reserve.
            properties.setProperty("etl.batch-size", "25");
            Tally tally = new Tally();
            Main main = new Main();
            main.setOverrideProperties(properties);
            main.bind("clock", new ComponentClock(clock));
            main.configure().addConfiguration(new DatabaseConfiguration());
            main.configure().addRoutesBuilder(new CampaignRoutes(tally, new LineProgress(line -> {})));
            main.configure().addRoutesBuilder(new StoreRoutes(tally));
            main.start();
            try {
                Exception failure = main.getCamelTemplate()
                        .request(CampaignRoutes.START, exchange -> {})
                        .getException();

                assertThat(failure).isNull();
                // 1,000 s in stretches of 135 to 165 s, and a little longer as the clock turns by a batch at a time.
                assertThat(sandbox.tokenRequests()).isBetween(6L, 8L);
                assertThat(main.getCamelContext()
                                .getEndpoint(CampaignRoutes.TOKEN, AdheseAuthEndpoint.class)
                                .getTokenStatus()
                                .requests())
                        .isEqualTo(sandbox.tokenRequests());
            } finally {
                main.stop();
            }
        }
    }

    private static final class SlowData implements SandboxData {

        private final ChangingData data = new ChangingData(CAMPAIGNS);
        private final VirtualClock clock;

        SlowData(VirtualClock clock) {
            this.clock = clock;
        }

        @Override
        public List<ObjectNode> campaigns() {
            return data.campaigns();
        }

        @Override
        public List<ObjectNode> bookingsOf(int campaignId) {
            clock.advance(Duration.ofSeconds(1));
            return data.bookingsOf(campaignId);
        }
    }

    private static final class VirtualClock extends Clock {

        private final AtomicLong millis =
                new AtomicLong(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());

        void advance(Duration time) {
            millis.addAndGet(time.toMillis());
        }

        @Override
        public long millis() {
            return millis.get();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private record ComponentClock(VirtualClock clock) implements TokenClock {

        @Override
        public long nanoTime() {
            return Duration.ofMillis(clock.millis()).toNanos();
        }

        @Override
        public long currentTimeMillis() {
            return clock.millis();
        }
    }
}
