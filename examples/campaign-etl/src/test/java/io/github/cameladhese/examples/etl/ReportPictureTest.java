package io.github.cameladhese.examples.etl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.examples.etl.report.Browser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Not a test: makes the README's picture, when asked to by {@code -Dreport.picture=report.png}. */
@EnabledIfSystemProperty(named = "report.picture", matches = ".+", disabledReason = "nobody asked for a picture")
class ReportPictureTest {

    @TempDir
    private Path folder;

    @Test
    void takesAPictureOfTheSandboxesReport() throws Exception {
        Path report = folder.resolve("report.html");
        Path picture = Path.of(System.getProperty("report.picture"));
        int exitCode = new CampaignEtl(
                        Map.of(
                                "JDBC_URL", "jdbc:duckdb:" + folder.resolve("campaigns.duckdb"),
                                "ETL_PARQUET_FOLDER", folder.resolve("parquet").toString(),
                                "ETL_REPORT_FILE", report.toString()),
                        new TestConsole().console())
                .run();
        assertThat(exitCode).isZero();
        // The name of the temporary folder says nothing.
        Files.writeString(report, Files.readString(report).replace(folder + "/", "target/"));

        try (Browser browser = Browser.start()) {
            browser.open(report, 1200, Boolean.getBoolean("report.dark"));
            browser.picture(picture);
        }
        assertThat(picture).exists();
    }
}
