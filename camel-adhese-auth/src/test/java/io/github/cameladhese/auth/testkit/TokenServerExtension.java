package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.AdullamAuthComponent;
import io.github.cameladhese.auth.OAuthComponent;
import io.github.cameladhese.auth.OAuthConfiguration;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives the routes of a test tokens from a {@link TokenServer} by a {@link FakeClock}, whether their steps are
 * {@code adhese-auth:} or {@code adullam-auth:}. For a field with {@code @RegisterExtension}: the server of a static one is
 * reset after each test and ends with the class, another one's ends with the test. The clock only goes on, as clocks do.
 * Tests of a class that run at once need a field each.
 */
public final class TokenServerExtension implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private final FakeClock clock = new FakeClock();
    private TokenServer server;
    private int classes; // that are under way: a nested one is one more

    /** It runs from now on, if it did not before. */
    public synchronized TokenServer server() {
        if (server == null) {
            server = new TokenServer();
        }
        return server;
    }

    /** The clock by which tokens are fresh, due or expired. */
    public FakeClock clock() {
        return clock;
    }

    /**
     * Points the components at server and clock, with a client id and a secret of a test, and leaves their other options as they
     * are. Accounts by realm, and a resolver of them, are taken off, since they hold real secrets and may name real servers: all
     * realms use the account of the test. Before the context starts.
     *
     * @return the context
     */
    public <C extends CamelContext> C configure(C context) {
        AdheseAuthComponent adhese = context.getComponent("adhese-auth", AdheseAuthComponent.class);
        adhese.getConfiguration().setAuthServerUrl(server().url());
        adhese.setAccounts(new ConcurrentHashMap<>());
        adhese.setAccountResolver(null);
        configure(adhese, adhese.getConfiguration());
        AdullamAuthComponent adullam = context.getComponent("adullam-auth", AdullamAuthComponent.class);
        adullam.getConfiguration().setBaseUrl(server().url());
        adullam.setAccounts(new ConcurrentHashMap<>());
        adullam.setAccountResolver(null);
        configure(adullam, adullam.getConfiguration());
        return context;
    }

    @Override
    public synchronized void beforeAll(ExtensionContext test) {
        classes++;
    }

    @Override
    public synchronized void afterEach(ExtensionContext test) {
        if (classes == 0) {
            stop();
        } else if (server != null) {
            server.reset();
        }
    }

    @Override
    public synchronized void afterAll(ExtensionContext test) {
        classes--;
        if (classes == 0) {
            stop();
        }
    }

    private synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    private void configure(OAuthComponent<?> component, OAuthConfiguration options) {
        options.setClientId("test-client");
        options.setClientSecret("test-secret-not-real");
        options.setClientSecretFile(null);
        component.setClock(clock);
        component.setTokenStore(null); // it would keep tokens from test to test
    }
}
