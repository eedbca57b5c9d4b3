package io.github.cameladhese.examples.observability;

import io.github.cameladhese.examples.observability.sandbox.Sandbox;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The command: runs the route until Ctrl-C, against Adhese if the environment names an account, else against a sandbox. */
public final class Observability {

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Observability(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        System.exit(new Observability(System.getenv(), System.out, System.err).run());
    }

    /** Runs until it is told to stop, or {@code observe.duration} is over, and gives the exit code. */
    int run() {
        try {
            return environment.getOrDefault("ADHESE_REALM", "").isBlank() ? runWithSandbox() : run(new Properties());
        } catch (Exception e) {
            err.println("It did not start: " + deepest(e).getMessage());
            return 1;
        }
    }

    private int runWithSandbox() throws Exception {
        int seconds = Integer.getInteger("sandbox.token-seconds", 300);
        try (Sandbox sandbox = Sandbox.start(Duration.ofSeconds(seconds))) {
            out.println("SANDBOX: no Adhese account is set, so this run brings its own token server and API.");
            say("an outage of its token server", "curl -X POST " + sandbox.outageUrl());
            say("the end of it", "curl -X DELETE " + sandbox.outageUrl());
            return run(sandbox.properties());
        }
    }

    private int run(Properties overrides) throws Exception {
        Main main = ObservedEtl.main(overrides);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport started) {
                URI url = ObservedEtl.url(started.getCamelContext());
                say("health", "curl " + url.resolve("health"));
                say("metrics", "curl " + url.resolve("metrics"));
            }
        });
        main.run();
        return main.getExitCode();
    }

    private void say(String what, String command) {
        out.printf("%-30s %s%n", what, command);
    }

    private static Throwable deepest(Throwable failure) {
        return failure.getCause() == null || failure instanceof IllegalStateException
                ? failure
                : deepest(failure.getCause());
    }
}
