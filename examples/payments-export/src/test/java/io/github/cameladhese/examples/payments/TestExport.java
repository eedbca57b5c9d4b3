package io.github.cameladhese.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.examples.payments.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An export from a sandbox into a folder of a test. */
final class TestExport {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Properties properties;
    private final Path folder;
    private final Path file;
    private Consumer<String> said = line -> {};
    private TokenClock clock = TokenClock.system();

    TestExport(Sandbox sandbox, Path folder) {
        properties = sandbox.properties();
        this.folder = folder;
        file = folder.resolve("payments.csv");
        with("payments.file", file.toString()).with("payments.page-size", "10");
    }

    TestExport with(String property, String value) {
        properties.setProperty(property, value);
        return this;
    }

    /** By which tokens are over. */
    TestExport with(TokenClock tokenClock) {
        clock = tokenClock;
        return this;
    }

    /** Given each line of the output when it is written. */
    TestExport listening(Consumer<String> listener) {
        said = listener;
        return this;
    }

    Summary run() {
        PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8) {
            @Override
            public void println(String line) {
                super.println(line);
                said.accept(line);
            }
        };
        ExportJob job = new ExportJob(properties, out, false);
        job.main().bind("clock", clock);
        return job.run();
    }

    /** The message of its failure. */
    String failure() {
        return catchThrowableOfType(ExportException.class, this::run).getMessage();
    }

    String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() throws IOException {
        assertThat(files()).containsExactly(file);
        return Files.readAllLines(file);
    }

    /** All that is in the folder. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    Path file() {
        return file;
    }
}
