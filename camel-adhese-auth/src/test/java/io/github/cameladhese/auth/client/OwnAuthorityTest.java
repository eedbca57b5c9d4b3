package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.Page;
import io.github.cameladhese.auth.testkit.RawServer;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate of one's own authority, as docs/recipes.md has it trusted in a Camel Main. */
class OwnAuthorityTest {

    @TempDir
    private Path folder;

    @Test
    void theTrustStoreOfThePageIsTrusted() throws Exception {
        assertThat(call(true).getMessage().getHeader("Authorization")).isEqualTo("Bearer t");
    }

    @Test
    void withoutItTheMessageSaysWhatToSet() throws Exception {
        assertThat(call(false).getException())
                .isInstanceOf(TokenEndpointUnavailableException.class)
                .hasMessageContaining("certificate is not trusted")
                .hasMessageContaining("set sslContextParameters")
                .hasStackTraceContaining("PKIX path building failed");
    }

    @Test
    void theBlockOfThePageIsTheCodeOfThisTest() throws Exception {
        String source =
                Files.readString(Path.of("src/test/java/io/github/cameladhese/auth/client/OwnAuthorityTest.java"));
        List<String> blocks = new Page("docs/recipes.md")
                .blocks("java").stream()
                        .filter(block -> block.contains("KeyStoreParameters"))
                        .toList();
        assertThat(blocks).singleElement().satisfies(block -> assertThat(Page.unspaced(source))
                .contains(Page.unspaced(block.replace("\"file:/etc/ssl/company.p12\"", "\"file:\" + file"))));
    }

    private Exchange call(boolean trusting) throws Exception {
        TestCertificate certificate = new TestCertificate(folder, "ip:127.0.0.1");
        SSLContext context = certificate.server();
        Path file = folder.resolve("company.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            certificate.trusted().store(out, TestCertificate.PASSWORD.toCharArray());
        }
        try (RawServer server = new RawServer(connection -> {
            connection.startTls(context);
            connection.readRequest();
            connection.write(RawServer.token("t"));
            connection.awaitHangUp();
        })) {
            Main main = new Main();
            if (trusting) {
                trust(main, file);
            }
            String component = "camel.component.adhese-auth.";
            main.addInitialProperty(component + "auth-server-url", "https://127.0.0.1:" + server.port());
            main.addInitialProperty(component + "client-id", "id");
            main.addInitialProperty(component + "client-secret", "test-secret");
            if (trusting) {
                main.addInitialProperty(component + "ssl-context-parameters", "#bean:ssl");
            }
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:start").to("adhese-auth:realm");
                }
            });
            main.start();
            try {
                return main.getCamelContext().createProducerTemplate().request("direct:start", exchange -> {});
            } finally {
                main.stop();
            }
        }
    }

    private static void trust(Main main, Path file) {
        KeyStoreParameters authorities = new KeyStoreParameters();
        authorities.setResource("file:" + file);
        authorities.setPassword("changeit");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(authorities);
        SSLContextParameters ssl = new SSLContextParameters();
        ssl.setTrustManagers(trust);
        main.bind("ssl", ssl);
    }
}
