package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of {@code docs/faults.md} meets the one request that carries an authorization code. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CodeFaultsTest {

    private List<Fault> faults;
    private FaultTable table;

    @BeforeAll
    void readTheTable(@TempDir Path folder) throws GeneralSecurityException, IOException {
        table = new FaultTable();
        faults = Fault.all(folder);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aCodeIsSentOnceAtMostAndThenIsWhatTheTableSays(Fault fault) throws Exception {
        List<String> expected = List.of(table.code(fault.name()).split(" or ", -1));
        boolean timesOut = table.row(fault.name()).contains("requestTimeout");
        boolean certain = expected.size() == 1;
        String seen = meet(fault, certain, timesOut ? Duration.ofMillis(300) : Duration.ofMinutes(1));
        if (timesOut && !expected.contains(seen)) { // on a busy machine that may not be enough to send a request
            seen = meet(fault, certain, Duration.ofSeconds(5));
        }
        assertThat(seen).isIn(expected);
    }

    Stream<Fault> faults() {
        return faults.stream();
    }

    private static String meet(Fault fault, boolean certain, Duration requestTimeout) throws Exception {
        try (Scene scene = fault.stage().open()) {
            return new CodeFaultRun(scene, certain).meet(requestTimeout);
        }
    }
}
