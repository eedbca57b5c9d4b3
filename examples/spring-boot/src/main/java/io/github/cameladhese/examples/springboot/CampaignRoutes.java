package io.github.cameladhese.examples.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** {@code direct:campaigns} answers with the campaigns; a timer asks for them every few seconds. */
@Component
class CampaignRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:campaigns")
                .routeId("campaigns")
                .errorHandler(noErrorHandler()) // the caller is told
                .to("adhese-auth:{{adhese.realm}}")
                .to("{{adhese.api-url}}/campaigns?httpMethod=GET")
                .removeHeader("Authorization")
                .convertBodyTo(String.class);

        from("timer:campaigns?period={{campaigns.period}}&delay={{campaigns.period}}")
                .routeId("timer")
                // A line in the log; the next call is due soon.
                .errorHandler(defaultErrorHandler().logStackTrace(false).logExhaustedMessageHistory(false))
                .to("direct:campaigns");
    }
}
