package io.github.cameladhese.auth.spring;

import java.util.Locale;
import java.util.regex.Pattern;
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

    /** Letters of a key's end that is a secret; what comes before says of whom. */
    private static final Pattern SECRET = Pattern.compile(".*(adhese|adullam).*(clientsecret|verificationcode)");

    /** A secret in a text, such as the arguments of the process, or JSON: its key, and no longer one. */
    private static final Pattern IN_TEXT =
            Pattern.compile("(?is).*(client[-_]?secret|verification[-_]?code)[\"'\\]\\s]{0,5}[=:].*");

    @Bean
    SanitizingFunction adheseAuthSecrets() {
        return data -> SECRET.matcher(letters(data.getKey())).matches()
                        || (data.getValue() instanceof CharSequence text
                                && IN_TEXT.matcher(text).matches())
                ? data.withSanitizedValue()
                : data;
    }

    private static String letters(String key) {
        return key.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
