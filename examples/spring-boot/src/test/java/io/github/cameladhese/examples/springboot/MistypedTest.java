package io.github.cameladhese.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is mistyped keeps the application from starting, and is named. */
@ExtendWith(OutputCaptureExtension.class)
class MistypedTest {

    private static final String MARKER = "marker-secret-not-real";

    /** With the message that the README shows. */
    @Test
    void anOptionOfTheComponent(CapturedOutput output) throws Exception {
        Matcher block = Pattern.compile("\n```\n(camel.*)\n```").matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();

        assertThatThrownBy(() -> run("--spring.config.name=mistyped"))
                .hasRootCauseMessage(block.group(1).replace("[application.yaml] - 14:22", "[mistyped.yaml] - 5:22"));
        assertThat(output).contains("Did you mean client-secret?").doesNotContain(MARKER);
    }

    @Test
    void anOptionOfAnAccount(CapturedOutput output) {
        assertThatThrownBy(() -> run(
                        "--adhese.realm=sandbox",
                        "--camel.component.adhese-auth.accounts.sandbox.client-secert=" + MARKER))
                .hasStackTraceContaining(
                        "accounts[sandbox]: There is no option 'clientSecert'. Did you mean clientSecret?");
        assertThat(output).doesNotContain(MARKER);
    }

    @Test
    void anOptionOfARoute(CapturedOutput output) {
        assertThatThrownBy(() -> run("--adhese.realm=sandbox?regoin=cus"))
                .hasStackTraceContaining("There is no option 'regoin'. Did you mean region?");
        assertThat(output).contains("There is no option 'regoin'. Did you mean region?");
    }

    @Test
    void aPropertyOfAKamelet(CapturedOutput output) {
        assertThatThrownBy(() -> run(KameletRoute.class, "--adhese.realm=sandbox"))
                .hasStackTraceContaining("Kamelet adhese-auth-action: There is no option 'scpoe'. Did you mean scope?");
        assertThat(output).contains("There is no option 'scpoe'.");
    }

    /** Mistyped. */
    static final class KameletRoute extends RouteBuilder {

        @Override
        public void configure() {
            from("direct:kamelet").to("kamelet:adhese-auth-action?realm=sandbox&scpoe=ratecard");
        }
    }

    private static void run(String... arguments) {
        run(CampaignApplication.class, arguments);
    }

    private static void run(Class<?> alsoOf, String... arguments) {
        new SpringApplicationBuilder(CampaignApplication.class, alsoOf)
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--camel.component.adhese-auth.client-id=campaigns",
                                        "--camel.component.adhese-auth.client-secret=not-real"),
                                Stream.of(arguments))
                        .toArray(String[]::new))
                .close();
    }
}
