package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file by which a route gets the sandbox's secret. */
class SandboxSecretFileTest {

    private final TestConsole console = new TestConsole();
    private int port;

    @TempDir
    private Path folder;

    @BeforeEach
    void findAPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            port = free.getLocalPort();
        }
    }

    @Test
    void takesThePlaceOfALinkAndIsItsOwnersAlone() throws Exception {
        assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
        Path other = Files.writeString(folder.resolve("other"), "another's");
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Path link = Files.createSymbolicLink(secrets.resolve("client-secret-" + port), other);

        try (Sandbox sandbox = start(secrets)) {
            assertThat(other).hasContent("another's");
            assertThat(Files.isRegularFile(link, LinkOption.NOFOLLOW_LINKS)).isTrue();
            assertThat(Files.getPosixFilePermissions(link)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThat(link).hasContent(secret(sandbox));
        }
        assertThat(secrets).isDirectoryNotContaining(file -> !file.equals(link));
    }

    @Test
    void isReplacedAtTheNextStart() throws Exception {
        Path file = folder.resolve("client-secret-" + port);
        Files.writeString(file, "from long ago, and longer than any secret of the sandbox is today");

        try (Sandbox sandbox = start(folder)) {
            assertThat(file).hasContent(secret(sandbox));
        }
    }

    @Test
    void isEachSandboxsOwn() throws Exception {
        try (Sandbox one = start(folder);
                Sandbox other = command("0", folder).start()) {
            assertThat(folder.resolve("client-secret-" + port)).hasContent(secret(one));
            assertThat(folder.resolve("client-secret-" + other.url().getPort())).hasContent(secret(other));
        }
    }

    @Test
    void withoutItThereIsNoSandbox() throws Exception {
        Path file = Files.createFile(folder.resolve("a file"));

        assertThatThrownBy(() -> start(file))
                .isInstanceOf(EtlException.class)
                .hasMessage("The secret could not be written to " + file.resolve("client-secret-" + port)
                        + ": FileAlreadyExistsException: " + file + ". Make " + file
                        + " a folder in which you may write.");
        assertThat(console.text()).isEmpty();
        start(folder).close(); // The port is free again.
    }

    @Test
    void leavesNoPartWhereItCannotBePut() throws Exception {
        Path taken = folder.resolve("client-secret-" + port);
        Files.createDirectories(taken.resolve("by a folder"));

        assertThatThrownBy(() -> start(folder))
                .isInstanceOf(EtlException.class)
                .hasMessageStartingWith("The secret could not be written to " + taken + ": ")
                .hasMessageNotContaining("SANDBOX_PORT");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(taken));
    }

    private Sandbox start(Path secrets) {
        return command(String.valueOf(port), secrets).start();
    }

    private SandboxCommand command(String port, Path secrets) {
        return new SandboxCommand(Map.of("SANDBOX_PORT", port), console.console(), secrets);
    }

    private static String secret(Sandbox sandbox) {
        return sandbox.properties().getProperty("camel.component.adhese-auth.client-secret");
    }
}
