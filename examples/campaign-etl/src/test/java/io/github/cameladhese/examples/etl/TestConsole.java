package io.github.cameladhese.examples.etl;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console that is no terminal and remembers what was written to it. */
final class TestConsole {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);

    Console console() {
        return new Console(stream, stream, false);
    }

    String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
