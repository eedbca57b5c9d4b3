package io.github.cameladhese.examples.etl;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The command as a process of its own, against the sandbox of a test. */
final class EtlProcess {

    /** As of a process that was killed by SIGKILL. */
    static final int KILLED = 128 + 9;

    /** Settings that leave no files beside the database. */
    static final Map<String, String> WITHOUT_FILES = Map.of("etl.parquet-folder", "", "etl.report-file", "");

    private final Process process;
    private final Path output;

    private EtlProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it as profile run does, but leaves no files beside the database.
     *
     * @param folder for its output
     * @param settings win over those of the sandbox
     */
    static EtlProcess start(Path folder, Sandbox sandbox, String jdbcUrl, Map<String, String> settings)
            throws IOException {
        Map<String, String> all = new HashMap<>(WITHOUT_FILES);
        all.putAll(settings);
        return start(folder, sandbox, jdbcUrl, all, List.of(), List.of("-XX:TieredStopAtLevel=1"));
    }

    /**
     * Starts it in another way.
     *
     * @param prefix of the command line, such as a shell that sets limits
     * @param options of the virtual machine
     */
    static EtlProcess start(
            Path folder,
            Sandbox sandbox,
            String jdbcUrl,
            Map<String, String> settings,
            List<String> prefix,
            List<String> options)
            throws IOException {
        Properties properties = sandbox.properties();
        properties.putAll(settings);
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-classpath");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(CampaignEtl.class.getName());

        Path output = Files.createTempFile(folder, "output", "");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.matches("(ADHESE|JDBC|ETL|SANDBOX)_.*"));
        // So that it starts no sandbox of its own.
        builder.environment().putAll(Map.of("ADHESE_REALM", "-", "ADHESE_CLIENT_ID", "-", "ADHESE_CLIENT_SECRET", "-"));
        builder.environment().put("JDBC_URL", jdbcUrl);
        return new EtlProcess(
                builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }

    /** As {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        return exitCode(Duration.ofMinutes(5));
    }

    int exitCode(Duration atMost) throws InterruptedException {
        if (!process.waitFor(atMost.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It does not end.");
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }
}
