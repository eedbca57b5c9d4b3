package io.github.cameladhese.auth.spring;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Hides the components' secrets on Actuator's pages, also with {@code management.endpoint.env.show-values = always}. Health needs
 * nothing: Camel's own indicator has the components' checks.
 */
@AutoConfiguration
@ConditionalOnClass(SanitizingFunction.class)
public class ActuatorAutoConfiguration {

    /** A name such as {@code camel.component.adhese-auth.accounts[realm].client-secret}, in any of Spring's spellings. */
    private static final String SECRET =
            "(?i)camel[._]component[._](adhese|adullam)[-_]?auth[._](.*[._\\]])?(client[-_]?secret|verification[-_]?code)";

    @Bean
    SanitizingFunction adheseAuthSecrets() {
        return data -> data.getKey().matches(SECRET) ? data.withSanitizedValue() : data;
    }
}
