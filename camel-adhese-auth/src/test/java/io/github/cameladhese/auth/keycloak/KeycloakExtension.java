package io.github.cameladhese.auth.keycloak;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes a {@link KeycloakServer}. The first of them starts it, all share it, and it is stopped at the end of the
 * run. If it cannot start, each of them fails and none is skipped.
 */
final class KeycloakExtension implements BeforeAllCallback, ParameterResolver {

    private static final String HOME = "keycloak.home";

    /** Much longer than needed, 15 s to a minute: it only ends what would never end. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Override
    public void beforeAll(ExtensionContext context) {
        server(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == KeycloakServer.class;
    }

    @Override
    public KeycloakServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    /** In the root's store, which closes what is in it once all tests are over, and which keeps a failure, too. */
    private static KeycloakServer server(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(KeycloakExtension.class))
                .getOrComputeIfAbsent(
                        KeycloakServer.class,
                        key -> start("keycloak.log", KeycloakServer.ANY_PORT),
                        KeycloakServer.class);
    }

    /**
     * One of a test's own, which may stop it.
     *
     * @param log the name of the file in {@code target} with its output
     * @param port {@value KeycloakServer#ANY_PORT} for a free one
     */
    static KeycloakServer start(String log, int port) {
        String home = System.getProperty(HOME, "");
        if (home.isBlank()) {
            throw new IllegalStateException(
                    "System property " + HOME + " is not set, so that there is no Keycloak to test"
                            + " with. Run mvn verify, which unpacks one and sets it, or set it to an unpacked distribution.");
        }
        return KeycloakServer.start(Path.of(home), Path.of("target", log), PATIENCE, port);
    }
}
