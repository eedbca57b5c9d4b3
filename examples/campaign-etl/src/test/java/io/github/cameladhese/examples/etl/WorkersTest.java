package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import io.github.cameladhese.examples.etl.sandbox.SandboxData;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real processes and a real PostgreSQL. */
class WorkersTest {

    private static final int CAMPAIGNS = 30;

    /** Each realm has other campaigns, so that a mix-up shows. */
    private final Map<String, DisturbedData> data = new LinkedHashMap<>();

    private EmbeddedPostgres postgres;
    private Sandbox sandbox;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .start();
        for (String realm : List.of("a", "b", "c", "d")) {
            data.put(realm, new DisturbedData(new ChangingData(CAMPAIGNS + data.size())));
        }
        sandbox = Sandbox.start(new LinkedHashMap<String, SandboxData>(data));
    }

    @AfterEach
    void stop() throws IOException {
        sandbox.close();
        postgres.close();
    }

    @Test
    void shareTheRealmsOfARunWithoutOverlap() throws Exception {
        // Neither gets on before the other has begun: each holds one realm then.
        CountDownLatch both = new CountDownLatch(2);
        List.of("a", "b").forEach(realm -> data.get(realm).disturb(1, () -> meet(both)));

        EtlProcess first = worker("monday");
        EtlProcess second = worker("monday");

        assertSucceeds(first);
        assertSucceeds(second);
        assertThat(both.getCount()).isZero();
        assertThat(copiedBy(first)).doesNotContainAnyElementsOf(copiedBy(second));
        assertThat(copiedBy(first).size() + copiedBy(second).size()).isEqualTo(4);
        assertThat(copiedBy(first)).isNotEmpty();
        assertThat(copiedBy(second)).isNotEmpty();
        // One token each, although two processes know every account.
        assertThat(sandbox.tokenRequests()).isEqualTo(4);
        assertThat(campaigns()).containsExactly("a 30", "b 31", "c 32", "d 33");

        EtlProcess third = worker("monday");
        assertSucceeds(third);
        assertThat(third.output()).contains("copied before in this run: a, b, c, d");
        assertThat(sandbox.tokenRequests()).isEqualTo(4);
    }

    @Test
    void takeOverWhatAKilledOneLeavesBehind() throws Exception {
        CountDownLatch bothBusy = new CountDownLatch(2);
        CompletableFuture<EtlProcess> victim = new CompletableFuture<>();
        data.get("a").disturb(10, () -> {
            meet(bothBusy);
            victim.join().kill();
        });
        EtlProcess first = worker("monday");
        victim.complete(first);
        data.get("b").disturb(10, () -> meet(bothBusy));

        EtlProcess second = worker("monday");

        assertThat(first.exitCode()).isEqualTo(EtlProcess.KILLED);
        assertSucceeds(second);
        assertThat(copiedBy(second)).containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(campaigns()).containsExactly("a 30", "b 31", "c 32", "d 33");
    }

    @Test
    void withoutANameOfTheRunARealmThatIsBeingCopiedIsRefused() throws Exception {
        CountDownLatch refused = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        data.get("a").disturb(1, () -> {
            busy.countDown();
            await(refused);
        });
        EtlProcess first = worker("");
        assertThat(busy.await(1, TimeUnit.MINUTES)).isTrue();
        EtlProcess second = worker("");

        int code = second.exitCode();
        refused.countDown();

        assertThat(code).as(second.output()).isEqualTo(2);
        assertThat(second.output()).contains("FAILED: Another process is copying realm 'a'.");
        assertSucceeds(first);
        assertThat(campaigns()).containsExactly("a 30", "b 31", "c 32", "d 33");
    }

    private static void assertSucceeds(EtlProcess worker) throws Exception {
        int exitCode = worker.exitCode();
        assertThat(exitCode).as(worker.output()).isZero();
    }

    private EtlProcess worker(String run) throws IOException {
        return EtlProcess.start(
                folder,
                sandbox,
                url(),
                // All to the same place, which is nobody's own.
                Map.of(
                        "etl.run",
                        run,
                        "etl.jdbc-user",
                        "postgres",
                        "etl.jdbc-password",
                        "postgres",
                        "etl.parquet-folder",
                        folder.resolve("parquet").toString(),
                        "etl.report-file",
                        folder.resolve("report.html").toString()));
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        await(latch);
    }

    /** Fails the request and so the run if nobody comes. */
    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody came");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The realms with rows in its summary. */
    private static List<String> copiedBy(EtlProcess worker) throws IOException {
        return worker.output()
                .lines()
                .filter(line -> line.endsWith("unchanged"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private List<String> campaigns() throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT realm || ' ' || count(*) FROM campaigns GROUP BY realm ORDER BY realm")) {
            List<String> lines = new ArrayList<>();
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
