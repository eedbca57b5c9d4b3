package io.github.cameladhese.examples.quarkus;

import io.github.cameladhese.examples.quarkus.sandbox.Sandbox;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.main.events.BeforeConfigure;
import org.apache.camel.spi.PropertiesComponent;
import org.jspecify.annotations.Nullable;

/** If the configuration names no realm: a sandbox, and its account. */
@Singleton
class OwnSandbox {

    private @Nullable Sandbox sandbox;

    /** Before Camel configures anything. What is set here wins over application.properties. */
    void start(@Observes BeforeConfigure event, CamelContext context) {
        PropertiesComponent properties = context.getPropertiesComponent();
        if (properties.resolveProperty("adhese.realm").orElse("").isBlank()) {
            System.out.println("SANDBOX: no Adhese account is set, so this run brings its own token server and API.");
            sandbox = Sandbox.start(Duration.ofMinutes(5));
            Properties account = new Properties();
            account.putAll(sandbox.properties());
            properties.setOverrideProperties(account);
        }
    }

    /** Null if the routes go to Adhese. */
    @Nullable
    Sandbox sandbox() {
        return sandbox;
    }

    @PreDestroy
    void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }
}
