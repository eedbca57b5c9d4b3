package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.PermissionMissingException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

/** The README's routes, but for the API's address. */
final class ReadmeRoutes extends RouteBuilder {

    private final String api;

    ReadmeRoutes(String api) {
        this.api = api;
    }

    @Override
    public void configure() {
        onException(CredentialsRejectedException.class, PermissionMissingException.class)
                .handled(true)
                .log(LoggingLevel.ERROR, "${exception.message}")
                .to("direct:tell-the-owner");

        onException(HttpOperationFailedException.class)
                .maximumRedeliveries(2)
                .onRedelivery(new AdheseAuthProcessor("adhese-auth:customer-name?region=we"));

        from("direct:report").to("adhese-auth:customer-name?region=we").to(api + "/campaigns?httpMethod=GET");

        from("direct:bean")
                .process(new AdheseAuthProcessor("adhese-auth:customer-name?region=we"))
                .to(api + "/campaigns?httpMethod=GET");

        from("direct:forward")
                .to("adhese-auth:customer-name?region=we")
                .to(api + "/campaigns?httpMethod=GET")
                .removeHeader(AdheseAuthConstants.AUTHORIZATION)
                .to("direct:store");

        from("direct:campaigns")
                .policy(new AdheseAuthPolicy("adhese-auth:customer-name?region=we"))
                .to(api + "/campaigns?httpMethod=GET")
                .end()
                .to("direct:store");

        from("direct:customer")
                .validate(header("realm").regex("[\\w.-]{1,255}"))
                .toD("adhese-auth:${header.realm}")
                .to(api + "/campaigns?httpMethod=GET");

        from("direct:store").setBody(constant("stored"));
        from("direct:tell-the-owner").setBody(constant("told"));
    }
}
