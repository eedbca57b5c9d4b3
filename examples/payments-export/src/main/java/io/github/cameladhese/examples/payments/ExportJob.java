package io.github.cameladhese.examples.payments;

import io.github.cameladhese.auth.AdullamAuthEndpoint;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** One run: starts Camel, has the routes fetch every payment, puts the file in place, stops Camel. */
final class ExportJob {

    private final Main main = new Main();
    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param overrides win over application.properties
     * @param terminal whether {@code out} is one
     */
    ExportJob(Properties overrides, PrintStream out, boolean terminal) {
        main.setOverrideProperties(overrides);
        this.out = out;
        this.terminal = terminal;
    }

    /** For beans. */
    Main main() {
        return main;
    }

    /** @throws ExportException if not everything was exported; then there is no new file */
    Summary run() {
        long startedAt = System.nanoTime();
        try {
            CamelContext context = start();
            try (CsvFile file = CsvFile.create(
                            Path.of(setting(context, "payments.file")),
                            Columns.of(setting(context, "payments.columns")));
                    Progress progress = new Progress(out, terminal)) {
                Export export = new Export(query(context), file, progress);
                fetch(context, export);
                file.complete();
                long tokenRequests = context.getEndpoint(PaymentRoutes.TOKEN, AdullamAuthEndpoint.class)
                        .getTokenStatus()
                        .requests();
                Duration time = Duration.ofNanos(System.nanoTime() - startedAt);
                return new Summary(export.payments(), export.pages(), tokenRequests, time);
            }
        } finally {
            main.stop();
        }
    }

    private CamelContext start() {
        try {
            main.configure().addRoutesBuilder(new PaymentRoutes());
            main.start();
            CamelContext context = main.getCamelContext();
            out.println(context.resolvePropertyPlaceholders(
                    "Exporting payments from {{payments.api-url}} to {{payments.file}}"));
            return context;
        } catch (Exception e) {
            throw new ExportException(FailureText.ofStart(e), e);
        }
    }

    private static void fetch(CamelContext context, Export export) {
        Exception failure = context.createProducerTemplate()
                .request(PaymentRoutes.START, exchange -> exchange.setProperty(PaymentRoutes.EXPORT, export))
                .getException();
        if (failure != null) {
            throw new ExportException(FailureText.of(failure, setting(context, "payments.api-url")), failure);
        }
    }

    /** Of the first page. */
    private static String query(CamelContext context) {
        StringBuilder query = new StringBuilder("limit=" + setting(context, "payments.page-size"));
        for (String parameter : List.of("status", "created_after")) {
            String value = setting(context, "payments." + parameter.replace('_', '-'));
            if (!value.isBlank()) {
                query.append('&')
                        .append(parameter)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return query.toString();
    }

    private static String setting(CamelContext context, String name) {
        return context.resolvePropertyPlaceholders("{{" + name + "}}");
    }
}
