package io.github.cameladhese.examples.camelk;

import io.github.cameladhese.examples.camelk.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The command: runs the Integration and the Pipe once each, without a cluster and without an account. */
public final class LocalRun {

    private LocalRun() {}

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        out.println("SANDBOX: no cluster and no account is needed, so this run brings its own token server and API.");
        out.println("Integration campaigns, one run as its CronJob has it:");
        runInPod(out, "campaigns.yaml", Manifest.routesOfOneRun("campaigns.integration.yaml"), "");
        out.println("Pipe campaigns-to-log, one run:");
        runInPod(
                out,
                "campaigns-to-log.yaml",
                Manifest.routeOfPipe("campaigns.pipe.yaml"),
                Manifest.propertiesOfPipe("campaigns.pipe.yaml"));
    }

    private static void runInPod(PrintStream out, String name, String routes, String properties) throws Exception {
        Path folder = Files.createTempDirectory("camel-k");
        try (Sandbox sandbox = new Sandbox()) {
            new Pod(folder, sandbox).run(name, routes, properties);
            out.println("token requests: " + sandbox.tokensIssued());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
