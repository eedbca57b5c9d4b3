package io.github.cameladhese.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.AdheseAuthComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ByteArrayResource;

/** That an application with the settings in the README has what they say. */
class ReadmeTest {

    @EnableAutoConfiguration
    static class Application {}

    @Test
    void theSettingsOfTheReadmeAreTheComponents() throws Exception {
        Matcher block =
                Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        ByteArrayResource yaml = new ByteArrayResource(block.group(1).getBytes(UTF_8));
        var readme = new YamlPropertySourceLoader().load("README", yaml);

        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .initializers(context -> {
                    MutablePropertySources sources = context.getEnvironment().getPropertySources();
                    readme.forEach(sources::addFirst);
                })
                .run()) {
            AdheseAuthComponent component =
                    application.getBean(CamelContext.class).getComponent("adhese-auth", AdheseAuthComponent.class);

            assertThat(component.getConfiguration().getClientId()).isEqualTo("my-client");
            assertThat(component.getConfiguration().getClientSecretFile())
                    .isEqualTo("/run/secrets/adhese/client-secret");
            assertThat(component.getAccounts()).containsOnlyKeys("customer-name", "Other.Customer");
            assertThat(component.getAccounts().get("Other.Customer").getClientSecretFile())
                    .isEqualTo("/run/secrets/other-customer");
        }
    }
}
