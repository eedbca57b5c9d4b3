package io.github.cameladhese.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameladhese.auth.testkit.FakeTokenServer;
import io.github.cameladhese.auth.testkit.Routes;
import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.testkit.VendorRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot work fails at start, and says what to write instead. */
class BadInputTest {

    private final FakeTokenServer server = new FakeTokenServer();
    private final Map<Vendor, Routes> routes = new EnumMap<>(Vendor.class);

    @AfterEach
    void stop() {
        routes.values().forEach(Routes::close);
        server.close();
        assertThat(server.requestCount()).isZero();
    }

    @ParameterizedTest
    @VendorRows(
            both = {
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
    void aRealmThatCouldLeadElsewhereIsRefused(Vendor vendor, String realm) {
        assertStartFails(vendor, vendor.scheme() + ":" + realm, vendor.nameOption() + " must be letters, digits");
    }

    @ParameterizedTest
    @VendorRows(
            both = {
                "SERVER=http://id.example | is plain http to a host that is not loopback",
                "SERVER=http://localhost.evil.example | is plain http",
                "SERVER=http://127.0.0.1.evil.example | is plain http",
                "SERVER=http://127.0.0.1@evil.example | has a user, a query or a fragment",
                "SERVER=ftp://id.example | does not begin with https://",
                "SERVER=id.example | does not begin with https://",
                "SERVER=https:///auth | names no host",
                "SERVER=https://id.example%3Fa%3Db | has a user, a query or a fragment",
                "SERVER=https://id.example/%20b{ | is no URL",
                "clientSecretFile=no/such/file | cannot be read",
                "SERVER=https://id.example&proxyHost=proxy.example | proxyHost and proxyPort belong together",
                "proxyPort=3128 | proxyHost and proxyPort belong together",
                "SERVER=https://id.example&proxyHost=proxy.example&proxyPort=0 | proxyPort must be 1 to 65535",
                "expiryMargin=-1 | expiryMargin must be zero or more",
                "SERVER=http://127.0.0.1:1&proxyHost=proxy.example&proxyPort=1 | is plain http",
                "requestTimeout=400d | requestTimeout must be at most a day",
                "requestTimeout=0 | requestTimeout must be more than zero",
                "connectTimeout=0 | connectTimeout must be more than zero",
                "defaultLifetime=0 | defaultLifetime must be more than zero",
                "clientSecret=a&clientSecretFile=b | clientSecret and clientSecretFile are both set",
            },
            adhese = {
                "region=WE | region must be small letters",
                "region=we.evil.example/ | region must be small letters",
                "scope=, | scope is empty",
                "requiredPermissions=ratecard/ratecard:view | does not ask for. Add it to scope.",
                "requiredPermissions=ratecard/ | is no permission",
                "clientAuthentication=jwt | jwt",
            },
            adullam = {
                "tokenPath=v1/oauth/token | tokenPath must be a path such as /v1/oauth/token",
                "tokenPath=/ | tokenPath must be a path",
                "tokenPath=/token/ | tokenPath must be a path",
                "tokenPath=//evil.example/token | tokenPath must be a path",
                "tokenPath=/v1/../admin | tokenPath must be a path",
                "tokenPath=/v1/.. | tokenPath must be a path",
                "tokenPath=/./token | tokenPath must be a path",
                "tokenPath=/token%3Fa%3Db | tokenPath must be a path",
                "tokenPath=/token%23a | tokenPath must be a path",
                "tokenPath=/token%252F.. | tokenPath must be a path",
                "tokenPath=@evil.example/token | tokenPath must be a path",
                "grantType=password | password",
                "grantType=authorization_code | redirectUri is missing, which grantType=authorization_code needs",
                "grantType=authorization_code&redirectUri=/callback | redirectUri must be an absolute URI without fragment",
                "grantType=authorization_code&redirectUri=shop.example | redirectUri must be an absolute URI without fragment",
                "grantType=authorization_code&redirectUri=https://shop.example/%23top | redirectUri must be an absolute URI",
                "redirectUri=https://shop.example/callback | redirectUri belongs to grantType=authorization_code",
                "verificationCode=abc | verificationCode belongs to grantType=authorization_code",
                "redirectUri=https://shop.example/callback&verificationCode=abc | redirectUri belongs to grantType=authorization_code",
                "grantType=authorization_code&redirectUri=https://shop.example/callback&prefetch=required | prefetch is required, but",
                "grantType=authorization_code&redirectUri=https://shop.example/callback&prefetch=background | prefetch is background, but",
            })
    void anOptionThatCannotWorkIsRefused(Vendor vendor, String options, String message) {
        assertStartFails(vendor, vendor.step(options), message);
    }

    @ParameterizedTest
    @VendorRows(
            both = {
                "clientSecrett | clientSecret",
                "clientSecretFil | clientSecretFile",
                "secret | clientSecret",
                "margin | expiryMargin",
                "scopes | scope",
                "expiryMargn | expiryMargin"
            },
            adhese = {"regoin | region", "authServer | authServerUrl"},
            adullam = {
                "verificationCod | verificationCode",
                "code | verificationCode",
                "redirect | redirectUri",
                "redirectUrl | redirectUri",
                "grant | grantType",
                "tokenPaht | tokenPath",
                "baseUri | baseUrl"
            })
    void anUnknownOptionNamesTheNearestAndRepeatsNoValue(Vendor vendor, String mistyped, String meant) {
        assertUnknown(vendor, mistyped, " Did you mean " + meant + "?");
    }

    @ParameterizedTest
    @VendorRows(
            adhese = {"name", "baseUrl", "tokenPath", "grantType", "redirectUri", "verificationCode", "code"},
            adullam = {"realm", "region", "authServerUrl", "requiredPermissions", "clientAuthentication", "code", "name"
            })
    void anOptionOfTheOtherIsUnknown(Vendor vendor, String option) {
        assertUnknown(vendor, option, "");
    }

    @ParameterizedTest
    @EnumSource
    void anUnknownOptionThatIsLikeNoneListsThemAll(Vendor vendor) {
        assertStartFails(
                vendor, vendor.step("xyz=1"), "The options are: allowInsecureHttp, " + vendor.serverOption() + ", ");
    }

    @ParameterizedTest
    @EnumSource
    void withoutClientIdOrSecretTheMessageSaysWhereToSetThem(Vendor vendor) {
        OAuthConfiguration options = routes(vendor).options();
        options.setClientId(" ");
        assertStartFails(vendor, vendor.step(), "clientId is missing. Set " + vendor.property("client-id"));
        options.setClientId("id");
        options.setClientSecret("");
        assertStartFails(vendor, vendor.step(), "clientSecret is missing. Set " + vendor.property("client-secret"));
    }

    @ParameterizedTest
    @EnumSource
    void anEndpointsSecretReplacesTheComponentsWhicheverWayItIsGiven(Vendor vendor, @TempDir Path folder)
            throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "from-file");
        routes(vendor).startWith(vendor.step("clientsecretfile=" + file)); // the component has clientSecret
        assertThat(routes(vendor).context().getStatus().isStarted()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void anEmptySecretFileIsRefusedAtStart(Vendor vendor, @TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "\n");
        assertStartFails(vendor, vendor.step("clientSecretFile=" + file), "is empty. Write the client secret into it.");
    }

    @ParameterizedTest
    @EnumSource
    void itCannotBeUsedInFrom(Vendor vendor) {
        assertThatThrownBy(() -> routes(vendor).start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(vendor.step()).to("mock:never");
                    }
                }))
                .hasStackTraceContaining(vendor.scheme() + " can only be used in to(), not in from().");
    }

    @ParameterizedTest
    @EnumSource
    void plainHttpToAnotherHostNeedsTheSwitchThatSaysInsecure(Vendor vendor) throws Exception {
        String step = vendor.step(vendor.serverOption() + "=http://id.example", "allowInsecureHttp=true");
        routes(vendor).startWith(step);
        assertThat(routes(vendor).context().getStatus().isStarted()).isTrue();
    }

    private void assertStartFails(Vendor vendor, String step, String message) {
        assertThatThrownBy(() -> routes(vendor).startWith(step)).hasStackTraceContaining(message);
    }

    private void assertUnknown(Vendor vendor, String option, String message) {
        assertThatThrownBy(() -> routes(vendor).startWith(vendor.step(option + "=hush")))
                .hasStackTraceContaining("There is no option '" + option + "'." + message)
                .rootCause()
                .hasMessageNotContaining("hush");
    }

    private Routes routes(Vendor vendor) {
        return routes.computeIfAbsent(vendor, key -> new Routes(server, key));
    }
}
