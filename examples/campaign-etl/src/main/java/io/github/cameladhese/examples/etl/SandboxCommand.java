package io.github.cameladhese.examples.etl;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import io.github.cameladhese.examples.etl.sandbox.SeededData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The sandbox by itself, for routes of one's own: says what these need, and of each request that it came. Runs until it is
 * stopped.
 */
final class SandboxCommand {

    private static final String PORT = "8180";
    private static final int CAMPAIGNS = 3000;
    private static final int REQUESTS_TO_SAY = 1000;
    private static final String COMPONENT = "camel.component.adhese-auth.";
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static final String BANNER =
            """
            SANDBOX: a token endpoint and an API of our own until Ctrl-C. What of it is invented: docs/vendors.md.
            For application.properties:
            """;

    private final Map<String, String> environment;
    private final Console console;
    private final Path folder;
    private final Printer requests;

    /** @param folder where the secret is written to */
    SandboxCommand(Map<String, String> environment, Console console, Path folder) {
        this.environment = environment;
        this.console = console;
        this.folder = folder;
        requests = new Printer(console, REQUESTS_TO_SAY);
    }

    public static void main(String[] args) throws InterruptedException {
        try {
            new SandboxCommand(System.getenv(), Console.standard(), Path.of("target", "sandbox")).start();
            Thread.currentThread().join(); // until Ctrl-C
        } catch (EtlException e) {
            Console.standard().complain(String.valueOf(e.getMessage()));
            System.exit(1);
        }
    }

    /** Starts it, and tells what a route needs. */
    Sandbox start() {
        Sandbox sandbox = listen(port());
        boolean told = false;
        try {
            tell(sandbox);
            told = true;
            return sandbox;
        } finally {
            if (!told) {
                sandbox.close();
            }
        }
    }

    private Sandbox listen(int port) {
        try {
            return Sandbox.start(Map.of(Sandbox.REALM, new SeededData(CampaignEtl.SEED, CAMPAIGNS)), port, this::came);
        } catch (IOException e) {
            throw new EtlException(
                    "No sandbox on port " + port + " of 127.0.0.1: " + e.getMessage()
                            + ". SANDBOX_PORT sets another port.",
                    e);
        }
    }

    private int port() {
        String port = environment.getOrDefault("SANDBOX_PORT", PORT);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 0xffff) {
            throw new EtlException("SANDBOX_PORT is '" + port + "'. Set it to a port, or to 0 for a free one.");
        }
        return Integer.parseInt(port);
    }

    private void tell(Sandbox sandbox) {
        Properties properties = sandbox.properties();
        // Of its port, as a second sandbox may run in the same clone.
        Path secret = folder.resolve("client-secret-" + sandbox.url().getPort());
        write(secret, properties.getProperty(COMPONENT + "client-secret"));
        BANNER.lines().forEach(console::say);
        properties.setProperty("adhese.region", "we"); // any: auth-server-url goes before it
        List.of(
                        "adhese.realm",
                        "adhese.region",
                        "adhese.api-url",
                        COMPONENT + "auth-server-url",
                        COMPONENT + "client-id")
                .forEach(name -> console.say(name + " = " + properties.getProperty(name)));
        console.say(COMPONENT + "client-secret-file = "
                + asProperty(secret.toAbsolutePath().toString()));
    }

    /** For a file of properties, in which a backslash would be lost and other letters than those of ISO 8859-1 misread. */
    static String asProperty(String path) {
        return path.replace('\\', '/')
                .chars()
                .mapToObj(c -> c < 0x7f ? String.valueOf((char) c) : String.format("\\u%04x", c))
                .collect(Collectors.joining());
    }

    private void write(Path file, String secret) {
        try {
            // Where there are POSIX permissions, its owner's alone from its birth.
            Path part = Files.createTempFile(Files.createDirectories(folder), "client-secret", ".part");
            try {
                Files.writeString(part, secret);
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE); // in place of a link, too, not through it
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new EtlException(
                    "The secret could not be written to " + file + ": "
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + ". Make " + folder
                            + " a folder in which you may write.",
                    e);
        }
    }

    private void came(String request) {
        requests.print(LocalTime.now(ZoneId.systemDefault()).format(SECONDS) + " " + request);
    }
}
