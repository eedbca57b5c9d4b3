package io.github.cameladhese.examples.etl;

import io.github.cameladhese.examples.etl.sandbox.Sandbox;
import io.github.cameladhese.examples.etl.sandbox.SandboxData;
import io.github.cameladhese.examples.etl.sandbox.SeededData;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** The command: a run against Adhese if the environment names an account, else against a sandbox that lives as long as it. */
public final class CampaignEtl {

    /** Of the sandbox's data: the same in each run. */
    static final long SEED = 42;

    private static final String CAMPAIGNS = "3000";

    private static final String BANNER =
            """
            SANDBOX: no Adhese account is set, so this run brings its own token endpoint and API.
              As documented by Adhese: token request and answer, 300 s tokens with permissions, arrays, ids, days.
              Invented here: the API's paths, paging by offset and limit, changes by modifiedSince, other field names, all data.
            """;

    private static final String NOTE =
            "Sandbox: this run brought its own token endpoint and API. All campaigns, names and amounts are made up.";

    private final Map<String, String> environment;
    private final Console console;

    CampaignEtl(Map<String, String> environment, Console console) {
        this.environment = environment;
        this.console = console;
    }

    public static void main(String[] args) {
        System.exit(new CampaignEtl(System.getenv(), Console.standard()).run());
    }

    /** Runs once, and gives the exit code: 1 if it did not start, else that of {@link Summary#exitCode}. */
    int run() {
        try {
            Summary summary = Target.of(environment) == Target.ADHESE ? copy(new Properties()) : copyFromSandbox();
            console.say("");
            summary.lines().forEach(console::say);
            summary.unwritten().forEach(console::complain);
            return summary.exitCode();
        } catch (EtlException e) {
            console.complain(String.valueOf(e.getMessage()));
            return 1;
        }
    }

    private Summary copyFromSandbox() {
        try (Sandbox sandbox = Sandbox.start(sandboxData())) {
            BANNER.lines().forEach(console::say);
            Properties properties = sandbox.properties();
            properties.setProperty("etl.report-note", NOTE);
            return copy(properties);
        } catch (IOException e) {
            throw new EtlException("No sandbox on a port of 127.0.0.1: " + e.getMessage() + ".", e);
        }
    }

    /** One realm of 3,000 campaigns, unless SANDBOX_REALMS (by comma) and SANDBOX_CAMPAIGNS (in each) say otherwise. */
    private Map<String, SandboxData> sandboxData() {
        String campaigns = environment.getOrDefault("SANDBOX_CAMPAIGNS", CAMPAIGNS);
        if (!campaigns.matches("[0-9]{1,8}")) {
            throw new EtlException("SANDBOX_CAMPAIGNS is '" + campaigns + "'. Set it to a number below 100 million.");
        }
        Map<String, SandboxData> data = new LinkedHashMap<>();
        for (String realm :
                environment.getOrDefault("SANDBOX_REALMS", Sandbox.REALM).split(",", -1)) {
            data.put(realm.strip(), new SeededData(SEED + data.size(), Integer.parseInt(campaigns)));
        }
        return data;
    }

    private Summary copy(Properties overrides) {
        overrideBy("ETL_RUN", "etl.run", overrides);
        overrideBy("ADHESE_REGION", "adhese.region", overrides);
        overrideBy("JDBC_URL", "etl.jdbc-url", overrides);
        overrideBy("ETL_REALMS", "etl.realms", overrides);
        overrideBy("ETL_FULL_REFRESH", "etl.full-refresh", overrides);
        overrideBy("ETL_PARQUET_FOLDER", "etl.parquet-folder", overrides);
        overrideBy("ETL_REPORT_FILE", "etl.report-file", overrides);
        return new EtlJob(overrides, console).run();
    }

    /** A placeholder with a default would take an empty variable for a value. */
    private void overrideBy(String variable, String property, Properties overrides) {
        String value = environment.getOrDefault(variable, "");
        if (!value.isBlank()) {
            overrides.setProperty(property, value);
        }
    }
}
