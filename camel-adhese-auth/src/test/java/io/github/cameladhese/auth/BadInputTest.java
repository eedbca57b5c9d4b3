package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot work fails at start, and says what to write instead. */
class BadInputTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final Routes routes = new Routes(server);

    @AfterEach
    void stop() {
        routes.close();
        server.close();
        assertThat(server.requestCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "..",
                "a..b",
                "../admin",
                "a b",
                "a%20b",
                "a%2Fb",
                "-a",
                ".a",
                "a.",
                "a;b",
                "a\\b",
                "ä",
                "a@b"
            })
    void aRealmThatCouldLeadElsewhereIsRefused(String realm) {
        assertStartFails("adhese-auth:" + realm, "realm must be letters, digits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region=WE | region must be small letters",
                "region=we.evil.example/ | region must be small letters",
                "authServerUrl=http://id.example | is plain http to a host that is not loopback",
                "authServerUrl=http://localhost.evil.example | is plain http",
                "authServerUrl=http://127.0.0.1.evil.example | is plain http",
                "authServerUrl=http://127.0.0.1@evil.example | has a user, a query or a fragment",
                "authServerUrl=ftp://id.example | does not begin with https://",
                "authServerUrl=id.example | does not begin with https://",
                "authServerUrl=https:///auth | names no host",
                "authServerUrl=https://id.example%3Fa%3Db | has a user, a query or a fragment",
                "authServerUrl=https://id.example/%20b{ | is no URL",
                "scope=, | scope is empty",
                "requiredPermissions=ratecard/ratecard:view | does not ask for. Add it to scope.",
                "requiredPermissions=ratecard/ | is no permission",
                "clientSecretFile=no/such/file | cannot be read",
                "authServerUrl=https://id.example&proxyHost=proxy.example | proxyHost and proxyPort belong together",
                "proxyPort=3128 | proxyHost and proxyPort belong together",
                "authServerUrl=https://id.example&proxyHost=proxy.example&proxyPort=0 | proxyPort must be 1 to 65535",
                "expiryMargin=-1 | expiryMargin must be zero or more",
                "authServerUrl=http://127.0.0.1:1&proxyHost=proxy.example&proxyPort=1 | is plain http",
                "requestTimeout=400d | requestTimeout must be at most a day",
                "requestTimeout=0 | requestTimeout must be more than zero",
                "connectTimeout=0 | connectTimeout must be more than zero",
                "defaultLifetime=0 | defaultLifetime must be more than zero",
                "clientAuthentication=jwt | jwt",
                "clientSecret=a&clientSecretFile=b | clientSecret and clientSecretFile are both set",
            })
    void anOptionThatCannotWorkIsRefused(String options, String message) {
        assertStartFails("adhese-auth:customer-name?" + options, message);
    }

    @ParameterizedTest
    @CsvSource({
        "clientSecrett, clientSecret",
        "clientSecretFil, clientSecretFile",
        "scopes, scope",
        "regoin, region",
        "authServer, authServerUrl",
        "expiryMargn, expiryMargin"
    })
    void anUnknownOptionNamesTheNearestAndRepeatsNoValue(String mistyped, String meant) {
        assertThatThrownBy(() -> routes.startWith("adhese-auth:customer-name?" + mistyped + "=hush"))
                .hasStackTraceContaining("There is no option '" + mistyped + "'. Did you mean " + meant + "?")
                .rootCause()
                .hasMessageNotContaining("hush");
    }

    @Test
    void anUnknownOptionThatIsLikeNoneListsThemAll() {
        assertStartFails("adhese-auth:customer-name?xyz=1", "The options are: allowInsecureHttp, authServerUrl, ");
    }

    @Test
    void withoutClientIdOrSecretTheMessageSaysWhereToSetThem() {
        routes.component().getConfiguration().setClientId(" ");
        assertStartFails("adhese-auth:customer-name", "clientId is missing. Set camel.component.adhese-auth.client-id");
        routes.component().getConfiguration().setClientId("id");
        routes.component().getConfiguration().setClientSecret("");
        assertStartFails(
                "adhese-auth:customer-name", "clientSecret is missing. Set camel.component.adhese-auth.client-secret");
    }

    @Test
    void anEndpointsSecretReplacesTheComponentsWhicheverWayItIsGiven(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "from-file");
        routes.startWith("adhese-auth:customer-name?clientsecretfile=" + file); // the component has clientSecret
        assertThat(routes.context().getStatus().isStarted()).isTrue();
    }

    @Test
    void anEmptySecretFileIsRefusedAtStart(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "\n");
        assertStartFails(
                "adhese-auth:customer-name?clientSecretFile=" + file, "is empty. Write the client secret into it.");
    }

    @Test
    void itCannotBeUsedInFrom() {
        assertThatThrownBy(() -> routes.start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("adhese-auth:customer-name").to("mock:never");
                    }
                }))
                .hasStackTraceContaining("adhese-auth can only be used in to(), not in from().");
    }

    @Test
    void plainHttpToAnotherHostNeedsTheSwitchThatSaysInsecure() throws Exception {
        routes.startWith("adhese-auth:customer-name?authServerUrl=http://id.example&allowInsecureHttp=true");
        assertThat(routes.context().getStatus().isStarted()).isTrue();
    }

    private void assertStartFails(String step, String message) {
        assertThatThrownBy(() -> routes.startWith(step)).hasStackTraceContaining(message);
    }
}
