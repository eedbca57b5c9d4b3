package io.github.cameladhese.auth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesFunction;

/** What docs/recipes.md says of vaults, in Java. */
final class VaultRecipes {

    private VaultRecipes() {}

    static void accounts(Main main, VaultClient vault) {
        AdheseAuthAccountResolver accounts = realm -> {
            JsonNode secret = vault.read("adhese/" + realm);
            return secret.isMissingNode()
                    ? null // no customer of ours
                    : new AdheseAuthAccount(text(secret, "client-id"), text(secret, "client-secret"));
        };
        main.bind("accounts", accounts);
    }

    private static String text(JsonNode secret, String field) throws IOException {
        JsonNode value = secret.path(field);
        if (value.isTextual()) {
            return value.textValue();
        }
        throw new IOException("The vault's secret has no text in " + field);
    }

    static void placeholder(Main main, VaultClient vault) {
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeInitialize(BaseMainSupport starting) {
                starting.getCamelContext().getPropertiesComponent().addPropertiesFunction(new Function(vault));
            }
        });
    }

    /** What <code>{{vault:adhese#client-secret}}</code> stands for: a field of a secret. */
    private record Function(VaultClient vault) implements PropertiesFunction {

        @Override
        public String getName() {
            return "vault";
        }

        @Override
        public String apply(String remainder) {
            int field = remainder.indexOf('#');
            try {
                return text(vault.read(remainder.substring(0, field)), remainder.substring(field + 1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
