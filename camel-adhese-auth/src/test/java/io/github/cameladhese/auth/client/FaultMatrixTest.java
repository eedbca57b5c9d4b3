package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code docs/faults.md} says is so, for each of the providers: every fault meets retries, client and transport over a real connection, and what
 * comes of it is compared with its row. Only the waits between attempts are not real.
 */
@ParameterizedClass
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {

    @Parameter
    Provider provider;

    private List<Fault> faults;
    private FaultTable table;

    @BeforeAll
    void readTheTable(@TempDir Path folder) throws GeneralSecurityException, IOException {
        table = new FaultTable();
        faults = Fault.all(folder);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void comesOutAsTheTableSays(Fault fault) throws Exception {
        String expected = table.row(fault.name());
        if (!expected.contains("requestTimeout")) {
            assertThat(row(fault, Duration.ofMinutes(1))).isEqualTo(expected);
        } else if (!row(fault, Duration.ofMillis(300)).equals(expected)) {
            // On a busy machine that may not be enough to send a request.
            assertThat(row(fault, Duration.ofSeconds(5))).isEqualTo(expected);
        }
    }

    @Test
    void everyRowIsTested() {
        assertThat(table.faults())
                .containsExactlyElementsOf(faults.stream().map(Fault::name).toList());
    }

    Stream<Fault> faults() {
        return faults.stream();
    }

    private String row(Fault fault, Duration requestTimeout) throws Exception {
        try (Scene scene = fault.stage().open()) {
            FaultRun run = new FaultRun(provider, scene);
            run.meet(requestTimeout);
            return run.row(fault.name());
        }
    }
}
