package io.github.cameladhese.examples.payments;

import io.github.cameladhese.examples.payments.login.LoginSite;
import io.github.cameladhese.examples.payments.sandbox.MadeUpPayments;
import io.github.cameladhese.examples.payments.sandbox.Sandbox;
import io.github.cameladhese.examples.payments.sandbox.SandboxRules;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The commands: they go to Adullam if the environment names a client, else to a sandbox that lives as long as they do. */
public final class PaymentsExport {

    private static final int PAYMENTS = 2345;

    private static final String BANNER =
            """
            SANDBOX: no Adullam client is set, so this run brings its own token endpoint and API.
              As documented by Adullam: token request and answer, parameters and paging of /v1/payments, its limit.
              Invented here: /authorize, error answers, fields of a payment, all payers and payments.""";

    /** Settings that a variable may replace; one that is set to nothing counts as not set. */
    private static final Map<String, String> VARIABLES = Map.of(
            "ADULLAM_BASE_URL", "payments.api-url",
            "PAYMENTS_FILE", "payments.file",
            "PAYMENTS_COLUMNS", "payments.columns",
            "PAYMENTS_STATUS", "payments.status",
            "PAYMENTS_CREATED_AFTER", "payments.created-after",
            "LOGIN_PORT", "login.port",
            "LOGIN_REDIRECT_URI", "login.redirect-uri",
            "LOGIN_AUTHORIZE_URL", "login.authorize-url");

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;

    PaymentsExport(Map<String, String> environment, PrintStream out, PrintStream err, boolean terminal) {
        this.environment = environment;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param args {@code export}, which is the default, or {@code login}
     */
    @SuppressWarnings("SystemConsoleNull") // since Java 22, -Djdk.console=java.base keeps it so; see the pom
    public static void main(String[] args) {
        boolean terminal = System.console() != null;
        System.exit(new PaymentsExport(System.getenv(), System.out, System.err, terminal).run(args));
    }

    /** Runs one command, and gives the exit code: 0 if it did all it should. */
    int run(String... args) {
        String command = args.length == 0 ? "export" : args[0];
        try {
            switch (command) {
                case "export" -> withPlatform(this::export);
                case "login" -> withPlatform(this::login);
                default ->
                    throw new ExportException("There is no command '" + command + "'. Use export or login.", null);
            }
            return 0;
        } catch (ExportException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private void export(Properties overrides) {
        Summary summary = new ExportJob(overrides, out, terminal).run();
        out.println();
        summary.lines().forEach(out::println);
    }

    private void login(Properties overrides) {
        try (LoginSite site = LoginSite.start(overrides)) {
            out.println("Open " + site.loginUrl() + " in a browser on this machine. Ctrl-C ends this.");
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new ExportException(FailureText.ofStart(e), e);
        }
    }

    private void withPlatform(Consumer<Properties> command) {
        // Half a client is a mistake, not a wish for the sandbox: the token step will say what is missing.
        boolean named = Stream.of("ADULLAM_CLIENT_ID", "ADULLAM_CLIENT_SECRET", "ADULLAM_CLIENT_SECRET_FILE")
                .anyMatch(this::isSet);
        if (named) {
            command.accept(overrides(new Properties()));
            return;
        }
        try (Sandbox sandbox = Sandbox.start(new MadeUpPayments(PAYMENTS), SandboxRules.DOCUMENTED)) {
            out.println(BANNER);
            Properties overrides = overrides(new Properties());
            overrides.putAll(sandbox.properties());
            command.accept(overrides);
        } catch (IOException e) {
            throw new ExportException("No sandbox on a port of 127.0.0.1: " + e.getMessage() + ".", e);
        }
    }

    private Properties overrides(Properties properties) {
        VARIABLES.forEach((variable, property) -> {
            if (isSet(variable)) {
                properties.setProperty(property, environment.get(variable));
            }
        });
        return properties;
    }

    private boolean isSet(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
