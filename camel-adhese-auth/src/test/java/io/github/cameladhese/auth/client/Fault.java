package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.testkit.RawServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Something that goes wrong between us and a token endpoint.
 *
 * @param name as {@code docs/faults.md} has it
 * @param stage where it happens
 */
record Fault(String name, Stage stage) {

    /** Sets up a new scene for every test. */
    interface Stage {

        Scene open() throws Exception;
    }

    /** All that {@code docs/faults.md} has, in its order. */
    static List<Fault> all(Path folder) throws GeneralSecurityException, IOException {
        return Stream.of(ConnectionFaults.all(), new TlsFaults(folder).all(), AnswerFaults.all(), RefusalFaults.all())
                .flatMap(all -> all)
                .toList();
    }

    /** Done to each connection. */
    static Fault script(String name, RawServer.Script script) {
        return new Fault(name, () -> Scene.at(new RawServer(script)));
    }

    /** A whole answer to each request. */
    static Fault answer(String name, String answer) {
        return script(name, connection -> {
            for (int most = 0; most < 10; most++) {
                connection.readRequest();
                connection.write(answer);
            }
        });
    }

    @Override
    public String toString() {
        return name;
    }
}
