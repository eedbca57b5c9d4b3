package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL that ends the job's connections at random points of a run. */
class PostgresGoneTest {

    private static final int CAMPAIGNS = 120;

    /** More of them: -Detl.kills=100 */
    private static final int TIMES = Integer.getInteger("etl.kills", 6);

    private final DisturbedData data = new DisturbedData(new ChangingData(CAMPAIGNS));
    private final long seed = Long.getLong("etl.seed", System.nanoTime());

    @Test
    void aRunThatLosesItsDatabaseSaysSoAndTheNextOneMendsIt() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                Sandbox sandbox = Sandbox.start(data)) {
            execute(postgres, "CREATE DATABASE calm");
            execute(postgres, "CREATE DATABASE disturbed");
            assertThat(run(sandbox, postgres, "calm").failure()).isEmpty();

            Random random = new Random(seed);
            int failures = 0;
            for (int i = 0; i < TIMES; i++) {
                data.disturb(1 + random.nextInt(2 * CAMPAIGNS), () -> hangUp(postgres));
                String failure = run(sandbox, postgres, "disturbed").failure();
                failures += failure.isEmpty() ? 0 : 1;
                if (!failure.isEmpty()) { // a connection that was lost while nobody used it is replaced
                    assertThat(failure)
                            .as("seed " + seed)
                            .startsWith("Storing rows of realm 'sandbox': ")
                            .endsWith("running again is safe.");
                }
            }
            data.disturb(0, () -> {});

            assertThat(failures).as("seed " + seed).isPositive();
            assertThat(run(sandbox, postgres, "disturbed").failure()).isEmpty();
            assertThat(contents(postgres, "disturbed")).as("seed " + seed).isEqualTo(contents(postgres, "calm"));
        }
    }

    @Test
    void aRunWhoseServerIsStoppedSaysSoAndTheNextOneMendsItOnceItIsBack(@TempDir Path folder) throws Exception {
        int port = freePort();
        AtomicReference<EmbeddedPostgres> server = new AtomicReference<>(start(folder, port));
        try (Sandbox sandbox = Sandbox.start(data)) {
            execute(server.get(), "CREATE DATABASE calm");
            execute(server.get(), "CREATE DATABASE disturbed");
            assertThat(run(sandbox, server.get(), "calm").failure()).isEmpty();

            data.disturb(CAMPAIGNS, () -> stop(server.get()));
            assertThat(run(sandbox, server.get(), "disturbed").failure())
                    .startsWith("Storing rows of realm 'sandbox': ")
                    .endsWith("running again is safe.");
            server.set(start(folder, port));

            assertThat(run(sandbox, server.get(), "disturbed").failure()).isEmpty();
            assertThat(contents(server.get(), "disturbed")).isEqualTo(contents(server.get(), "calm"));
        } finally {
            stop(server.get());
        }
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Summary.Outcome run(Sandbox sandbox, EmbeddedPostgres postgres, String database) {
        Properties properties = sandbox.properties();
        properties.setProperty("etl.jdbc-url", "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database);
        properties.setProperty("etl.jdbc-user", "postgres");
        properties.setProperty("etl.jdbc-password", "postgres");
        properties.setProperty("etl.batch-size", "10");
        properties.setProperty("etl.full-refresh", "true");
        return new EtlJob(properties, new TestConsole().console())
                .run()
                .realms()
                .get(0);
    }

    private static void hangUp(EmbeddedPostgres postgres) {
        try {
            execute(postgres, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'disturbed'");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, List<String>> contents(EmbeddedPostgres postgres, String database) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection()) {
            return Contents.of(connection);
        }
    }
}
