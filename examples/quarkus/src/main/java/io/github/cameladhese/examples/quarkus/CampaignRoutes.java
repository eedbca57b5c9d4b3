package io.github.cameladhese.examples.quarkus;

import io.github.cameladhese.auth.AdheseAuthConstants;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.camel.builder.RouteBuilder;

/** Reads the campaigns now and then, and logs them. */
@ApplicationScoped
class CampaignRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // A failed run is a line in the log; the next one is due soon.
        errorHandler(defaultErrorHandler().logStackTrace(false).logExhaustedMessageHistory(false));

        from("timer:campaigns?delay=0&period={{etl.period}}&repeatCount={{etl.runs}}")
                .routeId("timer")
                .errorHandler(noErrorHandler()) // the route below has one
                .to("direct:campaigns")
                .log("${body}");

        from("direct:campaigns")
                .routeId("campaigns")
                .to("adhese-auth:{{adhese.realm}}?region={{adhese.region}}")
                .to("{{adhese.api-url}}/campaigns?httpMethod=GET")
                .removeHeader(AdheseAuthConstants.AUTHORIZATION);
    }
}
