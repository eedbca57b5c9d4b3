package io.github.cameladhese.auth.compare;

import io.github.cameladhese.auth.AdheseAuthProcessor;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** The routes of "Moving here" in docs/comparison.md, with another API. */
final class MovingRoutes extends RouteBuilder {

    private final String api;
    private final Processor ownTokens;

    /** @param ownTokens fetches a token and sets the header */
    MovingRoutes(String api, Processor ownTokens) {
        this.api = api;
        this.ownTokens = ownTokens;
    }

    @Override
    public void configure() {
        from("direct:camel-http-before")
                .to(api + "/campaigns?httpMethod=GET&oauth2ClientId={{client-id}}&oauth2ClientSecret={{client-secret}}"
                        + "&oauth2TokenEndpoint={{token-endpoint}}&oauth2Scope=adhese-api&oauth2CacheTokens=true");

        from("direct:camel-http-after")
                .to("adhese-auth:customer-name?region=we")
                .to(api + "/campaigns?httpMethod=GET");

        from("direct:own-processor-before").process(ownTokens).to(api + "/campaigns");

        from("direct:own-processor-after")
                .process(new AdheseAuthProcessor("adhese-auth:customer-name?region=we"))
                .to(api + "/campaigns");
    }
}
