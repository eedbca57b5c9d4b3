package io.github.cameladhese.examples.etl;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyInject;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The database of {@code etl.jdbc-…}, with its tables, for {@code sql:} and {@code transacted()}. Public for Camel. */
public final class DatabaseConfiguration implements CamelConfiguration {

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
        HikariDataSource dataSource = new HikariDataSource(pool);
        new ResourceDatabasePopulator(new ClassPathResource("sql/schema.sql")).execute(dataSource);
        return dataSource;
    }

    @BindToRegistry("required")
    public SpringTransactionPolicy required(DataSource dataSource) {
        return new SpringTransactionPolicy(new DataSourceTransactionManager(dataSource));
    }
}
