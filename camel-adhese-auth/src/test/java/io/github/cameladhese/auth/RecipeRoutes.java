package io.github.cameladhese.auth;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The Java blocks of docs/recipes.md, with another API. */
final class RecipeRoutes extends RouteBuilder {

    private final String api;

    RecipeRoutes(String api) {
        this.api = api;
    }

    @Override
    public void configure() {
        from("direct:split")
                .split(body().tokenize(","))
                .parallelProcessing()
                .to("adhese-auth:customer-name")
                .to(api + "/campaigns?httpMethod=GET")
                .end();

        from("direct:loop")
                .loop(header("pages"))
                .to("adhese-auth:customer-name")
                .setHeader(Exchange.HTTP_QUERY, simple("page=${exchangeProperty.CamelLoopIndex}"))
                .to(api + "/campaigns?httpMethod=GET")
                .end();

        from("direct:another-header")
                .to("adhese-auth:customer-name")
                .setHeader("X-Token", header("Authorization").regexReplaceAll("^Bearer ", ""))
                .removeHeader("Authorization")
                .to("mock:other-host")
                .removeHeader("X-Token");
    }
}
