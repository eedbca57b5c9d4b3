package io.github.cameladhese.auth.keycloak;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A Keycloak that cannot start fails the build and says why: here with scripts in its place. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the scripts are for a Unix shell")
class KeycloakServerTest {

    @TempDir
    private Path directory;

    @Test
    void saysThatThereIsNone() {
        Path home = directory.resolve("nothing");

        assertThatThrownBy(() -> KeycloakServer.start(home, directory.resolve("log"), ofMinutes(1)))
                .hasMessageContaining(home.toString())
                .hasMessageContaining("mvn verify");
    }

    @Test
    void saysHowItEndedAndWhatItLogged() throws Exception {
        Path home = keycloak("echo the port is taken; echo by another >&2; exit 3");

        assertThatThrownBy(() -> KeycloakServer.start(home, directory.resolve("log"), ofMinutes(1)))
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("the port is taken\nby another");
    }

    @Test
    void doesNotWaitForEverAndLeavesNoProcess() throws Exception {
        Path home = keycloak("sleep 600 & echo $$; echo $!; wait");
        Path log = directory.resolve("log");

        assertThatThrownBy(() -> KeycloakServer.start(home, log, ofSeconds(2)))
                .hasMessageContaining("did not answer within 2 s");
        assertThat(Files.readAllLines(log))
                .hasSize(2) // the script and its child
                .noneMatch(process -> ProcessHandle.of(Long.parseLong(process))
                        .filter(ProcessHandle::isAlive)
                        .isPresent());
    }

    private Path keycloak(String script) throws Exception {
        Path file = Files.createDirectories(directory.resolve("home/bin")).resolve("kc.sh");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return directory.resolve("home");
    }
}
