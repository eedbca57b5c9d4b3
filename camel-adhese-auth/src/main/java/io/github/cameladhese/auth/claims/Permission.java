package io.github.cameladhese.auth.claims;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A permission of one scope, written {@code campaign:view} for the Adhese API or {@code ratecard/…:view} for another scope.
 *
 * @param scope the scope that grants it
 * @param name what it permits, such as {@code campaign:view}
 */
public record Permission(String scope, String name) {

    /** The scope of a permission that names none. */
    private static final String DEFAULT_SCOPE = "adhese-api";

    /**
     * Reads a list of permissions, separated by commas or white space.
     *
     * @throws IllegalArgumentException if one of them has no scope before its slash or no name
     */
    public static Set<Permission> list(String permissions) {
        Set<Permission> list = new LinkedHashSet<>();
        for (String entry : permissions.split("[,\\s]+", -1)) {
            if (!entry.isEmpty()) {
                list.add(of(entry));
            }
        }
        return Collections.unmodifiableSet(list);
    }

    private static Permission of(String entry) {
        int slash = entry.indexOf('/');
        String scope = slash < 0 ? DEFAULT_SCOPE : entry.substring(0, slash);
        String name = entry.substring(slash + 1);
        if (scope.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("'" + entry + "' is no permission. Write it like campaign:view, or like"
                    + " ratecard/ratecard:view for another scope than " + DEFAULT_SCOPE + ".");
        }
        return new Permission(scope, name);
    }

    @Override
    public String toString() {
        return scope.equals(DEFAULT_SCOPE) ? name : scope + "/" + name;
    }
}
