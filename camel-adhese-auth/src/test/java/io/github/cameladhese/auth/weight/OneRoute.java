package io.github.cameladhese.auth.weight;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The smallest application with the step, which starts and ends. Says which threads of the component there are meanwhile. */
public final class OneRoute {

    private OneRoute() {}

    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to("adhese-auth:customer-name?clientId=me&clientSecret=not-a-secret");
                }
            });
            context.start();
            System.out.println("threads: "
                    + Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().contains("AdheseAuth"))
                            .map(Thread::getName)
                            .sorted()
                            .toList());
        }
    }
}
