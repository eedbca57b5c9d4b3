package io.github.cameladhese.auth.spring;

import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Binds {@code camel.component.adhese-auth.*} and {@code camel.component.adullam-auth.*}, from wherever a Spring application has
 * its properties. A key that means nothing keeps the application from starting.
 */
@AutoConfiguration
@ConditionalOnClass(ComponentCustomizer.class)
public class AdheseAuthAutoConfiguration {

    @Bean
    ComponentBinding adheseAuthBinding(Environment environment) {
        return new ComponentBinding(ComponentKind.adhese(), environment);
    }

    @Bean
    ComponentBinding adullamAuthBinding(Environment environment) {
        return new ComponentBinding(ComponentKind.adullam(), environment);
    }
}
