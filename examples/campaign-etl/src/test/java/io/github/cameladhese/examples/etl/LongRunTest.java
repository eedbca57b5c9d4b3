package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameladhese.auth.AdheseAuthEndpoint;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import io.github.cameladhese.examples.etl.sandbox.SandboxData;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
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
        FakeClock clock = new FakeClock();
        // Every request for bookings takes a second of the clock by which sandbox and component go.
        try (Sandbox sandbox =
                Sandbox.start(new SlowData(clock), Sandbox.ALL_PERMISSIONS, clock.withZone(ZoneOffset.UTC))) {
            Properties properties = sandbox.properties();
            properties.setProperty("etl.jdbc-url", "jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
            // However slow one part is, the others of its batch cannot turn the clock by more than the 30 s in reserve.
            properties.setProperty("etl.batch-size", "25");
            Tally tally = new Tally();
            Main main = new Main();
            main.setOverrideProperties(properties);
            main.bind("clock", clock);
            main.configure().addConfiguration(new DatabaseConfiguration());
            main.configure()
                    .addRoutesBuilder(
                            new CampaignRoutes(Sandbox.REALM, tally, new LineProgress(line -> {}, System::nanoTime)));
            main.configure().addRoutesBuilder(new StoreRoutes());
            main.start();
            try {
                Exception failure = main.getCamelTemplate()
                        .request(CampaignRoutes.start(Sandbox.REALM), exchange -> {})
                        .getException();

                assertThat(failure).isNull();
                // 1,000 s in stretches of 135 to 165 s, and a little longer as the clock turns by a batch at a time.
                assertThat(sandbox.tokenRequests()).isBetween(6L, 8L);
                assertThat(main.getCamelContext()
                                .getEndpoint(CampaignRoutes.token(Sandbox.REALM), AdheseAuthEndpoint.class)
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
        private final FakeClock clock;

        SlowData(FakeClock clock) {
            this.clock = clock;
        }

        @Override
        public List<ObjectNode> advertisers() {
            return data.advertisers();
        }

        @Override
        public List<ObjectNode> creativesOf(int campaignId) {
            return data.creativesOf(campaignId);
        }

        @Override
        public List<ObjectNode> campaigns(long since, int offset, int limit) {
            return data.campaigns(since, offset, limit);
        }

        @Override
        public List<ObjectNode> bookingsOf(int campaignId) {
            clock.advance(Duration.ofSeconds(1));
            return data.bookingsOf(campaignId);
        }
    }
}
