package io.github.cameladhese.examples.quarkus;

import jakarta.inject.Singleton;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Camel's readiness checks on {@code /q/health/ready}, those of the token accounts among them. */
@Readiness
@Singleton
class CamelReadiness implements HealthCheck {

    private final CamelContext context;

    CamelReadiness(CamelContext context) {
        this.context = context;
    }

    @Override
    public HealthCheckResponse call() {
        Collection<Result> results = HealthCheckHelper.invokeReadiness(context, "full"); // also what is UP
        HealthCheckResponseBuilder response = HealthCheckResponse.named("camel")
                .status(results.stream().noneMatch(result -> result.getState() == State.DOWN));
        for (Result result : results) {
            String message = result.getMessage().map(text -> ": " + text).orElse("");
            response.withData(result.getCheck().getId(), result.getState() + message);
        }
        return response.build();
    }
}
