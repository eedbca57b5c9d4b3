package io.github.cameladhese.examples.etl;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;

class DuckDbEtlTest extends IncrementalContract {

    @TempDir
    private Path folder;

    @Override
    Properties database() {
        Properties properties = new Properties();
        properties.setProperty("etl.jdbc-url", url());
        return properties;
    }

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    private String url() {
        return "jdbc:duckdb:" + folder.resolve("campaigns.duckdb");
    }
}
