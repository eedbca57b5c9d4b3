package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are killed (SIGKILL) at random points, again and again, and then left alone. */
class KilledTest {

    /** More of them: -Detl.kills=100 */
    private static final int KILLS = Integer.getInteger("etl.kills", 6);

    private static final int CAMPAIGNS = 150;

    private final ChangingData data = new ChangingData(CAMPAIGNS);
    private final DisturbedData disturbed = new DisturbedData(data);
    private final long seed = Long.getLong("etl.seed", System.nanoTime());

    private int killed;

    @TempDir
    private Path folder;

    @Test
    void leavesTheTablesOfAnUndisturbedRun() throws Exception {
        Random random = new Random(seed);
        data.bookingsOf(data.ids().get(5))
                .add(JsonNodeFactory.instance.objectNode().put("name", "no id"));
        try (Sandbox sandbox = Sandbox.start(disturbed)) {
            assertThat(runToItsEnd(sandbox, "calm")).isZero();
            runKilled(sandbox, random, false);
            assertThat(runToItsEnd(sandbox, "killed")).isZero();
            assertThat(contents("killed")).as("seed " + seed).isEqualTo(contents("calm"));

            change();
            assertThat(runToItsEnd(sandbox, "calm")).isZero();
            runKilled(sandbox, random, true);
            assertThat(runToItsEnd(sandbox, "killed")).isZero();
            assertThat(contents("killed")).as("seed " + seed).isEqualTo(contents("calm"));
            assertThat(killed).isPositive();
        }
    }

    private void runKilled(Sandbox sandbox, Random random, boolean again) throws Exception {
        for (int i = 0; i < KILLS / 2; i++) {
            // In the second load it asks for less.
            int requests = 1 + random.nextInt(again ? 60 : 2 * CAMPAIGNS);
            CompletableFuture<EtlProcess> victim = new CompletableFuture<>();
            // Some time after that request, so that it may be in a transaction.
            Executor later = CompletableFuture.delayedExecutor(random.nextInt(60), TimeUnit.MILLISECONDS);
            disturbed.disturb(requests, () -> later.execute(() -> victim.join().kill()));
            EtlProcess process = start(sandbox, "killed");
            victim.complete(process);
            int exitCode = process.exitCode();
            assertThat(exitCode)
                    .as("killed at request %d, seed %d", requests, seed)
                    .isIn(EtlProcess.KILLED, 0);
            killed += exitCode == EtlProcess.KILLED ? 1 : 0;
        }
        disturbed.disturb(0, () -> {});
    }

    /** Renamed, new, deleted in both ways, and a list that changes. */
    private void change() {
        for (int i = 0; i < 40; i++) {
            data.rename(data.ids().get(i), "Renamed");
        }
        data.campaign(data.ids().get(3)).put("deleted", true);
        data.bookingsOf(data.ids().get(4)).clear();
        data.addCampaign(100_000);
        data.addBooking(100_000, 90_001);
    }

    private int runToItsEnd(Sandbox sandbox, String database) throws Exception {
        return start(sandbox, database).exitCode();
    }

    private EtlProcess start(Sandbox sandbox, String database) throws IOException {
        return EtlProcess.start(folder, sandbox, url(database), Map.of("etl.batch-size", "10"));
    }

    private Map<String, List<String>> contents(String database) throws Exception {
        try (Connection connection = DriverManager.getConnection(url(database))) {
            return Contents.of(connection);
        }
    }

    private String url(String database) {
        return "jdbc:duckdb:" + folder.resolve(database + ".duckdb");
    }
}
