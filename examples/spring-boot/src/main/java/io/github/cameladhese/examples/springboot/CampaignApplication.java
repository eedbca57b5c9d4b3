package io.github.cameladhese.examples.springboot;

import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.MapPropertySource;

/** The command: against Adhese if the environment names an account, else against a sandbox. */
@SpringBootApplication
public class CampaignApplication {

    public static void main(String[] args) {
        if (!System.getenv().getOrDefault("ADHESE_REALM", "").isBlank()) {
            new SpringApplication(CampaignApplication.class).run(args);
            return;
        }
        System.out.println("SANDBOX: no Adhese account is set, so this run brings its own token server and API.");
        Sandbox sandbox = Sandbox.start();
        try {
            inSandbox(sandbox).run(args);
        } catch (RuntimeException e) {
            sandbox.close(); // or the process would stay
            throw e;
        }
    }

    private static SpringApplication inSandbox(Sandbox sandbox) {
        SpringApplication application = new SpringApplication(CampaignApplication.class);
        application.addInitializers(context -> {
            Map<String, Object> properties = sandbox.properties();
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("sandbox", properties));
            context.addApplicationListener((ContextClosedEvent event) -> sandbox.close());
        });
        return application;
    }

    /** Says what the application does, once it does it. */
    @Bean
    ApplicationRunner firstCall(ProducerTemplate template, ServletWebServerApplicationContext web) {
        return arguments -> {
            System.out.println("campaigns  " + campaigns(template));
            String actuator = "http://127.0.0.1:" + web.getWebServer().getPort() + "/actuator";
            System.out.println("health     curl " + actuator + "/health");
            System.out.println("metrics    curl " + actuator + "/metrics/camel.adhese.auth.token.requests");
            System.out.println("           curl " + actuator + "/prometheus");
        };
    }

    /** Or why there are none: the application goes on, and its readiness says the same. */
    private static @Nullable String campaigns(ProducerTemplate template) {
        try {
            return template.requestBody("direct:campaigns", null, String.class);
        } catch (CamelExecutionException e) {
            return Objects.requireNonNullElse(e.getCause(), e).getMessage();
        }
    }
}
