package io.github.cameladhese.auth.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.util.Throwables.getStackTrace;

import io.github.cameladhese.auth.AdheseAuthAccount;
import io.github.cameladhese.auth.AdheseAuthAccountResolver;
import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdheseAuthConfiguration;
import io.github.cameladhese.auth.Prefetch;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.testkit.InMemoryTokenStore;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the component gets from the properties of a Spring application, and what it says to those that mean nothing. */
class ComponentBindingTest {

    private static final String KEY = "camel.component.adhese-auth.";
    private static final String MARKER = "marker-secret-not-real";

    private final SpringProperties properties = new SpringProperties();

    /** A resolver that is named by its class. */
    public static final class Nobody implements AdheseAuthAccountResolver {

        @Override
        public AdheseAuthAccount resolve(String realm) {
            return null;
        }
    }

    @Test
    void aVariableWinsOverTheFile() throws Exception {
        properties.with(Map.of(KEY + "client-id", "of-the-file", KEY + "client-secret-file", "/of/the/file"));
        properties.withVariables(Map.of("CAMEL_COMPONENT_ADHESE_AUTH_CLIENT_SECRET_FILE", "/of/the/variable"));

        AdheseAuthConfiguration options = adhese(properties.context()).getConfiguration();

        assertThat(options.getClientSecretFile()).isEqualTo("/of/the/variable");
        assertThat(options.getClientId()).isEqualTo("of-the-file");
        assertThat(options.getRegion()).isEqualTo("we");
    }

    @Test
    void placeholdersOfSpringAndOfCamelAreReplaced() {
        properties.with(Map.of(
                "team.id", "of-spring", KEY + "client-id", "${team.id}", KEY + "region", "{{region.of.camel:cus}}"));

        AdheseAuthConfiguration options = adhese(properties.context()).getConfiguration();

        assertThat(options.getClientId()).isEqualTo("of-spring");
        assertThat(options.getRegion()).isEqualTo("cus");
    }

    @Test
    void anEmptyValueIsNoNumberAndNoAccount() {
        properties.with(Map.of(
                "none",
                "",
                KEY + "proxy-port",
                "${none}",
                KEY + "prefetch",
                "${none}",
                KEY + "accounts",
                "${none}",
                KEY + "client-secret-file",
                "${none}"));

        AdheseAuthComponent component = adhese(properties.context());

        assertThat(component.getConfiguration().getProxyPort()).isNull();
        assertThat(component.getConfiguration().getPrefetch()).isEqualTo(Prefetch.none);
        assertThat(component.getConfiguration().getClientSecretFile()).isEmpty();
        assertThat(component.getAccounts()).isEmpty();
    }

    @Test
    void beansAreFoundByNameOrClass() {
        AdheseAuthConfiguration shared = new AdheseAuthConfiguration();
        SSLContextParameters ssl = new SSLContextParameters();
        properties.with(Map.of(
                KEY + "configuration", "#bean:shared",
                KEY + "ssl-context-parameters", "#ssl",
                KEY + "allow-insecure-http", "true",
                KEY + "account-resolver", "#class:" + Nobody.class.getName()));
        CamelContext context = properties.context();
        context.getRegistry().bind("shared", shared);
        context.getRegistry().bind("ssl", ssl);

        AdheseAuthComponent component = adhese(context);

        assertThat(component.getConfiguration()).isSameAs(shared);
        assertThat(shared.getSslContextParameters()).isSameAs(ssl);
        assertThat(shared.isAllowInsecureHttp()).isTrue();
        assertThat(component.getAccountResolver()).isInstanceOf(Nobody.class);
    }

    @Test
    void aTokenStoreIsFoundByItselfOrByName() {
        TokenStore store = new InMemoryTokenStore(InstantSource.system());
        properties.with(Map.of(KEY + "client-id", "me"));
        CamelContext context = properties.context();
        context.getRegistry().bind("any-name", store);
        assertThat(adhese(context).getTokenStore()).isSameAs(store);

        SpringProperties named = new SpringProperties();
        named.with(Map.of(KEY + "token-store", "#bean:second"));
        CamelContext two = named.context();
        two.getRegistry().bind("first", store);
        TokenStore second = new InMemoryTokenStore(InstantSource.system());
        two.getRegistry().bind("second", second);
        assertThat(adhese(two).getTokenStore()).isSameAs(second);
    }

    @Test
    void accountsGoByRealm() {
        properties.with(Map.of(
                KEY + "accounts.customer-name.client-id", "a",
                KEY + "accounts.customer-name.client-secret-file", "/a",
                KEY + "accounts[Other.Customer_1].client-id", "b",
                KEY + "accounts[Other.Customer_1].proxyPort", 3128));

        Map<String, AdheseAuthAccount> accounts = adhese(properties.context()).getAccounts();

        assertThat(accounts).containsOnlyKeys("customer-name", "Other.Customer_1");
        assertThat(accounts.get("customer-name").getClientId()).isEqualTo("a");
        assertThat(accounts.get("customer-name").getClientSecretFile()).isEqualTo("/a");
        assertThat(accounts.get("Other.Customer_1").getClientId()).isEqualTo("b");
        assertThat(accounts.get("Other.Customer_1").getProxyPort()).isEqualTo(3128);
    }

    @Test
    void accountsMayBeABean() {
        AdheseAuthAccount account = new AdheseAuthAccount("a", MARKER);
        properties.with(Map.of(KEY + "accounts", "#bean:customers"));
        CamelContext context = properties.context();
        context.getRegistry().bind("customers", Map.of("customer-name", account));

        assertThat(adhese(context).getAccounts()).containsExactly(Map.entry("customer-name", account));
    }

    @Test
    void withoutPropertiesNothingIsMade() {
        CamelContext context = properties.context();

        context.start();

        assertThat(context.hasComponent("adhese-auth")).isNull();
        assertThat(context.hasComponent("adullam-auth")).isNull();
    }

    @Test
    void anotherComponentOfItsKindIsLeftAlone() {
        properties.with(Map.of(KEY + "region", "cus"));
        CamelContext context = properties.context();
        AdheseAuthComponent second = new AdheseAuthComponent();

        context.addComponent("second", second);

        assertThat(second.getConfiguration().getRegion()).isEqualTo("we");
    }

    @Test
    void aMistypedKeyIsNamedWithTheNearestAndWithoutItsValue() {
        assertRefused(
                KEY + "client-secert",
                "camel.component.adhese-auth.client-secert (\"camel.component.adhese-auth.client-secert\" from property"
                        + " source \"file\") is no option of adhese-auth. Did you mean client-secret?");
        assertRefused("camel.component.adullam-auth.basUrl", "is no option of adullam-auth. Did you mean base-url?");
        assertRefused(
                KEY + "scope[0]", "Write camel.component.adhese-auth.scope as one text, several separated by commas.");
        assertRefused(KEY + "realm", "is no option of adhese-auth");
        assertRefused(KEY + "configuration.client-id", "Did you mean configuration?");
        assertRefused(KEY + "zzz", "The options are: account-resolver, accounts, allow-insecure-http,");
        assertRefused(KEY + "accounts.customer-name", "accounts.customer-name (", "is no option of an account. Write ");
    }

    @Test
    void aMistypedVariableIsNamedToo() {
        for (String name :
                new String[] {"CAMEL_COMPONENT_ADHESE_AUTH_CLIENT_SECERT", "CAMEL_COMPONENT_ADHESEAUTH_CLIENTSECERT"}) {
            SpringProperties mistyped = new SpringProperties().withVariables(Map.of(name, MARKER));
            assertThatThrownBy(mistyped::context)
                    .hasMessage(name + " (environment) is no option of adhese-auth. Did you mean client-secret?");
        }
    }

    /** Spring would ignore the first two, and repeat the value of the third. */
    @Test
    void aVariableOfAnAccountIsTakenAsSpringWantsItAndElseRefused() throws Exception {
        for (String name : new String[] {
            "CAMEL_COMPONENT_ADHESE_AUTH_ACCOUNTS_CUSTOMER_CLIENT_SECRET",
            "CAMEL_COMPONENT_ADHESEAUTH_ACCOUNTS_CUSTOMER_CLIENT_SECRET",
            "CAMEL_COMPONENT_ADHESEAUTH_ACCOUNTS_CUSTOMER"
        }) {
            SpringProperties wrong = new SpringProperties().withVariables(Map.of(name, MARKER));
            assertThatThrownBy(wrong::context)
                    .hasMessage(name + " (environment) is no option of an account."
                            + " Write camel.component.adhese-auth.accounts.<realm>.client-id and the like,"
                            + " or as a variable CAMEL_COMPONENT_ADHESEAUTH_ACCOUNTS_<REALM>_CLIENTID.");
        }
        properties.withVariables(Map.of("CAMEL_COMPONENT_ADHESEAUTH_ACCOUNTS_CUSTOMER_CLIENTSECRETFILE", "/a"));
        assertThat(adhese(properties.context()).getAccounts().get("customer").getClientSecretFile())
                .isEqualTo("/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client-secret", "client-id", "accounts.customer-name.client-secret"})
    void aSecretWithAnOpenPlaceholderIsNotRepeated(String option) {
        assertNotStarted(KEY + option, MARKER + "{{x", "cannot be used: it has an open or unknown placeholder.");
        assertNotStarted(KEY + option, MARKER + "{{x}}", "cannot be used: it has an open or unknown placeholder.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"enabled", "customizer.enabled"})
    void itCanBeSwitchedOffLikeAStarters(String key) {
        properties.with(Map.of(KEY + "region", "cus", KEY + key, "false"));
        assertThat(adhese(properties.context()).getConfiguration().getRegion()).isEqualTo("we");
    }

    @Test
    void aCustomizerOfTheApplicationHasTheLastWord() {
        properties.with(Map.of(KEY + "region", "cus"));
        CamelContext context = properties.context();
        context.getRegistry().bind("own", ComponentCustomizer.class, (ComponentCustomizer) (name, component) -> {
            if (component instanceof AdheseAuthComponent adhese) {
                adhese.getConfiguration().setRegion("of-the-customizer");
            }
        });
        assertThat(adhese(context).getConfiguration().getRegion()).isEqualTo("of-the-customizer");
    }

    @Test
    void whatIsAboutOthersIsLeftAlone() {
        properties.with(Map.of("camel.component.adhese-auth-two.x", "1", "camel.component.http.x", "1"));
        properties.withVariables(
                Map.of("CAMEL_COMPONENT_ADHESE_AUTH", "x", "PATH", "x", "CAMEL_COMPONENT_KAFKA_X", "x"));

        assertThat(properties.context().getComponentNames()).isEmpty();
    }

    /** Before any route needs it. */
    @Test
    void aWrongValueKeepsTheApplicationFromStarting() {
        assertNotStarted(KEY + "max-attempts", "many", "camel.component.adhese-auth.max-attempts cannot be used");
        assertNotStarted(KEY + "prefetch", "sometimes", "camel.component.adhese-auth.prefetch cannot be used");
        assertNotStarted(KEY + "clock", "#bean:none", "camel.component.adhese-auth.clock cannot be used");
        assertNotStarted(
                KEY + "accounts.customer-name.client-secert",
                MARKER,
                "accounts[customer-name]: There is no option 'clientSecert'. Did you mean clientSecret?");
    }

    @Test
    void goodValuesLetItStart() {
        Map<String, Object> good = new HashMap<>();
        good.put(KEY + "client-id", "a");
        good.put(KEY + "client-secret", MARKER);
        good.put(KEY + "prefetch", Prefetch.none);
        good.put(KEY + "clock", "#class:" + FakeClock.class.getName());
        properties.with(good);
        CamelContext context = properties.context();

        context.start();

        assertThat(context.hasComponent("adhese-auth")).isNotNull();
        context.stop();
    }

    private static void assertRefused(String key, String... message) {
        SpringProperties mistyped = new SpringProperties().with(Map.of(key, MARKER));
        assertThatThrownBy(mistyped::context)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(message)
                .hasMessageNotContaining(MARKER);
    }

    private static void assertNotStarted(String key, String value, String message) {
        CamelContext context = new SpringProperties().with(Map.of(key, value)).context();
        assertThatThrownBy(context::start).hasStackTraceContaining(message).satisfies(e -> assertThat(getStackTrace(e))
                .doesNotContain(MARKER));
        context.stop();
    }

    private static AdheseAuthComponent adhese(CamelContext context) {
        return context.getComponent("adhese-auth", true, false) instanceof AdheseAuthComponent component
                ? component
                : null;
    }
}
