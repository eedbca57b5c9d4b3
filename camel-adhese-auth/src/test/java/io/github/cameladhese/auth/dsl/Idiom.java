package io.github.cameladhese.auth.dsl;

import io.github.cameladhese.auth.AdheseAuthPolicy;
import io.github.cameladhese.auth.AdheseAuthProcessor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

/** The ways to have a token on a message, each as a route from {@code direct:start} to <code>{{api}}</code>. */
enum Idiom {
    STEP("step", false),
    PROCESSOR("processor", false),
    POLICY("policy", true),
    ON_REDELIVERY("onRedelivery", true),
    TO_D("toD", false);

    private final String file;
    private final boolean renews;

    Idiom(String file, boolean renews) {
        this.file = file;
        this.renews = renews;
    }

    /** Whether it renews, in the same exchange, a token that the API rejects. */
    boolean renews() {
        return renews;
    }

    /** Where it stands in another language than Java. */
    String file(String extension) {
        return "dsl/" + file + "." + extension;
    }

    /** In Java. */
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                switch (Idiom.this) {
                    case STEP ->
                        from("direct:start")
                                .to("adhese-auth:customer-name?region=we")
                                .to("{{api}}");
                    case PROCESSOR ->
                        from("direct:start")
                                .process(new AdheseAuthProcessor("adhese-auth:customer-name?region=we"))
                                .to("{{api}}");
                    case POLICY ->
                        from("direct:start")
                                .policy(new AdheseAuthPolicy("adhese-auth:customer-name?region=we"))
                                .to("{{api}}")
                                .end();
                    case ON_REDELIVERY ->
                        from("direct:start")
                                .onException(HttpOperationFailedException.class)
                                .maximumRedeliveries(1)
                                .redeliveryDelay(0)
                                .onRedelivery(new AdheseAuthProcessor("adhese-auth:customer-name?region=we"))
                                .end()
                                .to("adhese-auth:customer-name?region=we")
                                .to("{{api}}");
                    case TO_D ->
                        from("direct:start")
                                .toD("adhese-auth:${header.realm}?region=we")
                                .to("{{api}}");
                }
            }
        };
    }
}
