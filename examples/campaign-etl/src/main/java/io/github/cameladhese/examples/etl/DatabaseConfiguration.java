package io.github.cameladhese.examples.etl;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.util.Properties;
import javax.sql.DataSource;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyInject;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The database of {@code etl.jdbc-…}, with its tables, for {@code sql:} and {@code transacted()}. Public for Camel. */
public final class DatabaseConfiguration implements CamelConfiguration {

    private static final String POSTGRESQL = "jdbc:postgresql:";

    @Override
    public void configure(CamelContext context) {
        // The annotated methods say it all.
    }

    @BindToRegistry(value = "dataSource", destroyMethod = "close")
    public HikariDataSource dataSource(
            @PropertyInject("etl.jdbc-url") String url,
            @PropertyInject("etl.jdbc-user") String user,
            @PropertyInject("etl.jdbc-password") String password,
            @PropertyInject("etl.jdbc-connections") int connections) {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(url);
        if (!user.isEmpty()) { // DuckDB knows no users, and refuses even an empty one
            pool.setUsername(user);
            pool.setPassword(password);
        }
        pool.setMaximumPoolSize(connections);
        if (url.startsWith(POSTGRESQL)) {
            // Or a failed batch would quote its rows to the console and the log.
            pool.addDataSourceProperty("logServerErrorDetail", "false");
        }
        HikariDataSource dataSource = new HikariDataSource(pool);
        migrate(pool);
        return dataSource;
    }

    /**
     * Creates the tables, or brings those of an older version up to date. On connections of its own: Flyway wants several.
     * Version 0 is a database that Flyway has not seen before but that is not empty: one that this job made before it used
     * Flyway, or one that others use too. All files run there, so the first one leaves alone what exists.
     */
    private static void migrate(HikariConfig pool) {
        Flyway.configure()
                .dataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword())
                .locations(
                        pool.getJdbcUrl().startsWith(POSTGRESQL)
                                ? new String[] {"classpath:sql/migration", "classpath:sql/postgresql"}
                                : new String[] {"classpath:sql/migration"})
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /** On a connection of its own. */
    @BindToRegistry(value = "realmClaims", destroyMethod = "close")
    RealmClaims realmClaims(HikariDataSource dataSource, @PropertyInject("etl.run") String run) {
        Properties login = new Properties();
        if (dataSource.getUsername() != null) {
            login.setProperty("user", dataSource.getUsername());
            login.setProperty("password", dataSource.getPassword());
        }
        if (dataSource.getJdbcUrl().startsWith(POSTGRESQL)) {
            login.setProperty("tcpKeepAlive", "true"); // it idles as long as a realm takes
        }
        return new RealmClaims(() -> DriverManager.getConnection(dataSource.getJdbcUrl(), login), run);
    }

    @BindToRegistry("required")
    public SpringTransactionPolicy required(DataSource dataSource) {
        return new SpringTransactionPolicy(new DataSourceTransactionManager(dataSource));
    }
}
