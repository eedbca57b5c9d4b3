package io.github.cameladhese.examples.etl.report;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

class DuckDbOutputTest extends OutputContract {

    private HikariDataSource pool;

    @Override
    DataSource database() {
        if (pool == null) {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl("jdbc:duckdb:" + folder.resolve("campaigns.duckdb"));
            config.setMaximumPoolSize(3);
            pool = new HikariDataSource(config);
        }
        return pool;
    }

    @AfterEach
    void close() {
        pool.close();
    }
}
