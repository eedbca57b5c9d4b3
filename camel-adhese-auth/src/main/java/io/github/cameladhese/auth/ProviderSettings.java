package io.github.cameladhese.auth;

import io.github.cameladhese.auth.claims.Permission;
import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenFormat;
import java.net.URI;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the options mean that only one provider has. Each method may throw an {@link IllegalArgumentException} that says which
 * option is wrong and what to write.
 */
interface ProviderSettings {

    Scheme scheme();

    /** The realm, or what stands for it. */
    String owner();

    /** From now on the options are those of this realm. */
    void owner(String name);

    /**
     * Looks at what is to become a realm.
     *
     * @throws IllegalArgumentException if this is no name for one
     */
    void requireOwner(String name);

    URI tokenUrl(ServerAddress.PlainHttp plainHttp);

    TokenFormat format();

    ClientAuthentication clientAuthentication();

    Grant grant();

    /** Empty if none is to be sent. */
    SortedSet<String> scopes();

    /** What a token must permit. */
    Set<Permission> permissions();

    /** Several scopes in one option, separated by space or comma. */
    static SortedSet<String> scopes(@Nullable String option) {
        return option == null
                ? new TreeSet<>()
                : Arrays.stream(option.split("[,\\s]+"))
                        .filter(scope -> !scope.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Blank is the same as not set: an environment variable that is empty must not count as a secret. */
    static String textOf(@Nullable String option) {
        return option == null || option.isBlank() ? "" : option;
    }
}
