package io.github.cameladhese.auth;

import org.apache.camel.builder.RouteBuilder;

/** The Java blocks of docs/adullam-auth.md, with another API. */
final class AdullamPageRoutes extends RouteBuilder {

    private final String api;

    AdullamPageRoutes(String api) {
        this.api = api;
    }

    @Override
    public void configure() {
        from("direct:payments").to("adullam-auth:my-shop").to(api + "/v1/payments?limit=100");

        from("direct:callback")
                .removeHeaders("*", "code")
                .setBody(simple("${null}"))
                .policy(new AdullamAuthPolicy(
                        "adullam-auth:my-shop?grantType=authorization_code&redirectUri=https://example.com/callback"))
                .to(api + "/v1/payments?httpMethod=GET")
                .end();
    }
}
