package io.github.cameladhese.auth.trimmed;

import io.github.cameladhese.auth.AdheseAuthComponent;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A route with a token, and one whose token was rejected, with nothing but Camel's core. */
public final class SmallApplication {

    private SmallApplication() {}

    /** Gives the headers before and after the rejection. */
    public static String run(String authServerUrl) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            AdheseAuthComponent component = context.getComponent("adhese-auth", AdheseAuthComponent.class);
            component.getConfiguration().setAuthServerUrl(authServerUrl);
            component.getConfiguration().setClientId("my-client");
            component.getConfiguration().setClientSecret("test-secret-not-real");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to("adhese-auth:customer-name");
                    from("direct:rejected").to("adhese-auth:customer-name?operation=invalidate");
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String first = authorization(template);
            template.sendBodyAndHeader("direct:rejected", null, "Authorization", first);
            return first + " then " + authorization(template);
        }
    }

    private static String authorization(ProducerTemplate template) {
        return template.request("direct:start", exchange -> {}).getMessage().getHeader("Authorization", String.class);
    }
}
