package io.github.cameladhese.auth.spring;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The environment of a Spring application, and a Camel context that is bound to it as Camel's starter does. */
final class SpringProperties {

    private final ConfigurableEnvironment environment = new StandardEnvironment();

    SpringProperties() {
        withVariables(Map.of());
    }

    SpringProperties with(Map<String, Object> properties) {
        environment.getPropertySources().addLast(new MapPropertySource("file", properties));
        return this;
    }

    /** Instead of this process's own. */
    SpringProperties withVariables(Map<String, Object> variables) {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        return this;
    }

    /** One that is not started yet. */
    CamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        AdheseAuthAutoConfiguration configuration = new AdheseAuthAutoConfiguration();
        for (ComponentBinding binding :
                List.of(configuration.adheseAuthBinding(environment), configuration.adullamAuthBinding(environment))) {
            context.getRegistry().bind("binding" + System.identityHashCode(binding), binding);
            context.addLifecycleStrategy(binding);
        }
        return context;
    }
}
