package io.github.cameladhese.auth.store;

import io.github.cameladhese.auth.token.TokenStore;

/** Tells an entry that nobody can read, such as one of a class that the engine must not load, from a store that does not work. */
final class Unreadable {

    private Unreadable() {}

    /** Whether this place cannot be read, which has just failed, while another that is never written to can. Up to two calls. */
    static boolean is(TokenStore entries, String place) {
        try {
            entries.get("probe-" + place);
        } catch (RuntimeException e) {
            return false;
        }
        try {
            entries.get(place);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }
}
