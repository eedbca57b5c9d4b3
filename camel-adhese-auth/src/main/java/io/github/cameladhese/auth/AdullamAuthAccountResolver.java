package io.github.cameladhese.auth;

import org.jspecify.annotations.Nullable;

/**
 * Knows the account for a name, e.g. from a vault or a table. Set it as {@code accountResolver} of the component, or put the
 * only one into the registry. When it is asked, and what its answer means, is as for {@link AdheseAuthAccountResolver}.
 */
@FunctionalInterface
public interface AdullamAuthAccountResolver {

    /**
     * The account for a name.
     *
     * @param name letters, digits, dot, underscore and hyphen: checked, but otherwise as it came, perhaps from outside
     * @return null if this resolver does not know the name; the component's own account is used then, if it has one
     * @throws Exception if it cannot tell now; of a {@code toD(…)} that fails the exchange, and the next one asks again; a
     *     route with a {@code to(…)} does not start
     */
    @Nullable
    AdullamAuthAccount resolve(String name) throws Exception;
}
