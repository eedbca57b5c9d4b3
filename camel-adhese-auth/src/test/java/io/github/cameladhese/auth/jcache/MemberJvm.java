package io.github.cameladhese.auth.jcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JVM of a {@link ClusterMember}, as its test sees it. */
final class MemberJvm implements AutoCloseable {

    private static final String EXCHANGE = "exchange ";

    private final Process process;
    private final Thread reader;
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    MemberJvm(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-classpath",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ClusterMember.class.getName()));
        command.addAll(arguments);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = new Thread(this::read, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts the application, which is joined to the store and goes by a clock that is told to go on. */
    void start() throws Exception {
        send("start virtual");
        expect("started");
    }

    /** The same by the machine's clocks. */
    void startInRealTime() throws Exception {
        send("start real");
        expect("started");
    }

    /** Begins exchanges, one after the other, until {@link #endFlow()}. */
    void beginFlow() throws Exception {
        send("flow");
        expect("flowing");
    }

    /** Ends them, none of which must have failed; how many milliseconds the longest took. */
    long endFlow() throws Exception {
        send("ebb");
        String line = said.poll(60, TimeUnit.SECONDS);
        assertThat(line).as(this::toString).isNotNull().matches("flowed \\d{2,} 0 \\d+");
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Whether the store has failed or was slow since the last time, so that it may have made requests of its own. */
    boolean hadTrouble() throws Exception {
        return number("troubles") > 0;
    }

    /** Whether it has ever made a request because it had waited for another's for too long. */
    boolean wasImpatient() throws Exception {
        return number("impatient") > 0;
    }

    void advance(int seconds) throws Exception {
        send("advance " + seconds);
        expect("advanced");
    }

    /** Begins an exchange, which ends some time. */
    void beginExchange() throws IOException {
        send("exchange");
    }

    /** What an exchange that was begun has come to: the header that its step set. */
    String endExchange() throws Exception {
        String line = said.poll(60, TimeUnit.SECONDS);
        assertThat(line).as(this::toString).isNotNull().startsWith(EXCHANGE + "Bearer ");
        return line.substring(EXCHANGE.length());
    }

    String exchange() throws Exception {
        beginExchange();
        return endExchange();
    }

    /** Of the cluster that it is in, itself included. */
    int members() throws Exception {
        return number("members");
    }

    private int number(String asked) throws Exception {
        send(asked);
        String line = said.poll(60, TimeUnit.SECONDS);
        assertThat(line).as(this::toString).isNotNull().startsWith(asked + " ");
        return Integer.parseInt(line.substring(asked.length() + 1));
    }

    /** {@code kill -9} */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** All that it printed. */
    @Override
    public String toString() {
        return String.join("\n", log);
    }

    private void send(String command) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private void expect(String expected) throws InterruptedException {
        assertThat(said.poll(60, TimeUnit.SECONDS)).as(this::toString).isEqualTo(expected);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.add(line);
                if (line.startsWith(ClusterMember.SAYS)) {
                    said.add(line.substring(ClusterMember.SAYS.length()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
