package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.AdheseAuthAccount;
import io.github.cameladhese.auth.AdheseAuthAccountResolver;
import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdheseAuthConfiguration;
import io.github.cameladhese.auth.AdheseAuthPolicy;
import io.github.cameladhese.auth.AdheseAuthProcessor;
import io.github.cameladhese.auth.AdullamAuthAccount;
import io.github.cameladhese.auth.AdullamAuthAccountResolver;
import io.github.cameladhese.auth.AdullamAuthComponent;
import io.github.cameladhese.auth.AdullamAuthConfiguration;
import io.github.cameladhese.auth.AdullamAuthPolicy;
import io.github.cameladhese.auth.AdullamAuthProcessor;
import io.github.cameladhese.auth.OAuthAccount;
import io.github.cameladhese.auth.OAuthComponent;
import io.github.cameladhese.auth.OAuthConfiguration;
import io.github.cameladhese.auth.OAuthPolicy;
import io.github.cameladhese.auth.OAuthProcessor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Whose tokens a test is about, and how routes and messages speak of them. What holds for one has to hold for the other. */
public enum Vendor {
    ADHESE("adhese-auth", "realm", "authServerUrl"),
    ADULLAM("adullam-auth", "name", "baseUrl");

    private final String scheme;
    private final String nameOption;
    private final String serverOption;

    Vendor(String scheme, String nameOption, String serverOption) {
        this.scheme = scheme;
        this.nameOption = nameOption;
        this.serverOption = serverOption;
    }

    /** Gives the account of a realm or name, or null. */
    @FunctionalInterface
    public interface Accounts {

        OAuthAccount<?> of(String name) throws Exception;
    }

    /** The name of the component. */
    public String scheme() {
        return scheme;
    }

    /** What the names of its threads have in them. */
    public String threads() {
        return this == ADHESE ? "AdheseAuth" : "AdullamAuth";
    }

    /** The option that stands behind the colon. */
    public String nameOption() {
        return nameOption;
    }

    /** The option with the address of the token server. */
    public String serverOption() {
        return serverOption;
    }

    /** An option of the component in a file of properties. */
    public String property(String option) {
        return "camel.component." + scheme + "." + option;
    }

    /** The step of customer-name. */
    public String step(String... options) {
        return address("customer-name", options);
    }

    /** The step of another customer, which has a token of its own: an account of Adullam needs more for that than a name. */
    public String stepOf(String name, String... options) {
        Stream<String> own = this == ADULLAM ? Stream.of("tokenPath=/" + name + "/token") : Stream.of();
        return address(name, Stream.concat(own, Arrays.stream(options)).toArray(String[]::new));
    }

    private String address(String name, String... options) {
        return scheme + ":" + name + (options.length == 0 ? "" : "?" + String.join("&", options));
    }

    public OAuthProcessor processor(String uri) {
        return this == ADHESE ? new AdheseAuthProcessor(uri) : new AdullamAuthProcessor(uri);
    }

    public OAuthPolicy policy(String uri) {
        return this == ADHESE ? new AdheseAuthPolicy(uri) : new AdullamAuthPolicy(uri);
    }

    public OAuthComponent<?> component(CamelContext context) {
        return context.getComponent(scheme, OAuthComponent.class);
    }

    /** The options of the component. */
    public OAuthConfiguration options(CamelContext context) {
        return component(context) instanceof AdheseAuthComponent adhese
                ? adhese.getConfiguration()
                : ((AdullamAuthComponent) component(context)).getConfiguration();
    }

    /** Options of this name, with nothing else set. */
    public OAuthConfiguration optionsOf(String name) {
        if (this == ADHESE) {
            AdheseAuthConfiguration options = new AdheseAuthConfiguration();
            options.setRealm(name);
            return options;
        }
        AdullamAuthConfiguration options = new AdullamAuthConfiguration();
        options.setName(name);
        return options;
    }

    public static void setServer(OAuthConfiguration options, String url) {
        if (options instanceof AdheseAuthConfiguration adhese) {
            adhese.setAuthServerUrl(url);
        } else {
            ((AdullamAuthConfiguration) options).setBaseUrl(url);
        }
    }

    public static String server(OAuthConfiguration options) {
        return options instanceof AdheseAuthConfiguration adhese
                ? adhese.getAuthServerUrl()
                : ((AdullamAuthConfiguration) options).getBaseUrl();
    }

    public static void setScope(OAuthConfiguration options, String scope) {
        if (options instanceof AdheseAuthConfiguration adhese) {
            adhese.setScope(scope);
        } else {
            ((AdullamAuthConfiguration) options).setScope(scope);
        }
    }

    public OAuthAccount<?> account(String clientId, String clientSecret) {
        return this == ADHESE
                ? new AdheseAuthAccount(clientId, clientSecret)
                : new AdullamAuthAccount(clientId, clientSecret);
    }

    /** The accounts of the component. */
    public Map<String, ? extends OAuthAccount<?>> accounts(CamelContext context) {
        return component(context) instanceof AdheseAuthComponent adhese
                ? adhese.getAccounts()
                : ((AdullamAuthComponent) component(context)).getAccounts();
    }

    /** Adds an account to those of the component. */
    public void addAccount(CamelContext context, String name, String clientId, String clientSecret) {
        if (component(context) instanceof AdheseAuthComponent adhese) {
            adhese.getAccounts().put(name, new AdheseAuthAccount(clientId, clientSecret));
        } else {
            ((AdullamAuthComponent) component(context))
                    .getAccounts()
                    .put(name, new AdullamAuthAccount(clientId, clientSecret));
        }
    }

    /** What the component takes for a resolver. */
    public Object resolver(Accounts accounts) {
        if (this == ADHESE) {
            AdheseAuthAccountResolver resolver = realm -> (AdheseAuthAccount) accounts.of(realm);
            return resolver;
        }
        AdullamAuthAccountResolver resolver = name -> (AdullamAuthAccount) accounts.of(name);
        return resolver;
    }

    /** The resolver of the component, or null. */
    public Object resolverOf(CamelContext context) {
        return component(context) instanceof AdheseAuthComponent adhese
                ? adhese.getAccountResolver()
                : ((AdullamAuthComponent) component(context)).getAccountResolver();
    }

    public void setResolver(CamelContext context, Accounts accounts) {
        if (component(context) instanceof AdheseAuthComponent adhese) {
            adhese.setAccountResolver((AdheseAuthAccountResolver) resolver(accounts));
        } else {
            ((AdullamAuthComponent) component(context))
                    .setAccountResolver((AdullamAuthAccountResolver) resolver(accounts));
        }
    }
}
