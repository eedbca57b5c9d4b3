package io.github.cameladhese.examples.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The command: the same fleet twice, without a store and with one, and how many token requests it made. */
public final class Fleet {

    private static final List<Integer> WORKERS = List.of(17, 17, 16);
    private static final int SECONDS = Integer.getInteger("fleet.seconds", 12);

    private Fleet() {}

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        System.out.println("50 workers in 3 JVMs, tokens of 3 s, for " + SECONDS + " s");
        System.out.println("without a store: " + run(false));
        System.out.println("with a store:    " + run(true));
    }

    private static String run(boolean withStore) throws Exception {
        List<Integer> ports = withStore ? freePorts(WORKERS.size()) : List.of();
        List<Process> members = new ArrayList<>();
        try (TokenServer server = new TokenServer()) {
            List<BufferedReader> outputs = new ArrayList<>();
            for (int i = 0; i < WORKERS.size(); i++) {
                List<Integer> mineFirst = new ArrayList<>(ports);
                Collections.rotate(mineFirst, -i);
                Process member = start(server.url(), WORKERS.get(i), mineFirst);
                members.add(member);
                outputs.add(member.inputReader(StandardCharsets.UTF_8));
            }
            for (BufferedReader output : outputs) {
                expect(output, "ready");
            }
            for (Process member : members) {
                try (OutputStream go = member.getOutputStream()) {
                    go.write('\n');
                }
            }
            int exchanges = 0;
            int failed = 0;
            for (BufferedReader output : outputs) {
                String[] figures = line(output).split(" ", 2);
                exchanges += Integer.parseInt(figures[0]);
                failed += Integer.parseInt(figures[1]);
            }
            return server.requests() + " token requests, " + failed + " of " + exchanges + " exchanges failed";
        } finally {
            members.forEach(Process::destroyForcibly);
        }
    }

    private static Process start(String server, int workers, List<Integer> ports) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-classpath",
                System.getProperty("java.class.path"),
                Workers.class.getName(),
                server,
                String.valueOf(workers),
                String.valueOf(SECONDS)));
        ports.forEach(port -> command.add(String.valueOf(port)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void expect(BufferedReader output, String expected) throws IOException {
        String seen = line(output);
        if (!seen.equals(expected)) {
            throw new IllegalStateException("a JVM of the fleet said '" + seen + "' in place of '" + expected + "'");
        }
    }

    private static String line(BufferedReader output) throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IllegalStateException("a JVM of the fleet has ended. What it wrote stands above.");
        }
        return line;
    }

    /** Ports that are free now. All are open at once, so that they differ. */
    private static List<Integer> freePorts(int number) throws IOException {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < number; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
            }
            return open.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : open) {
                socket.close();
            }
        }
    }
}
