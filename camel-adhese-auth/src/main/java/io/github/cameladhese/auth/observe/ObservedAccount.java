package io.github.cameladhese.auth.observe;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenStatus;
import java.util.SortedSet;

/** An account and its token, as far as they may be shown. Thread-safe. */
public interface ObservedAccount {

    /** What it is called. Accounts that differ in something else, such as the scope, have the same. */
    TokenAccountId id();

    /** How its token is now. No request is made for it. */
    TokenStatus status();

    /** What the held token permits, by its own claims, unverified; empty if none is held or it cannot be read. */
    SortedSet<String> permissions();

    /** Whether a started producer uses it. */
    boolean isInUse();

    /**
     * Whether the application was built for it. Not so if all that uses it are addresses that exchanges make up ({@code toD}): a
     * realm from outside that does not work must not make the application look ill.
     */
    boolean isFixed();

    /** Whether an endpoint wants a token to be there before an exchange asks ({@code prefetch}). */
    boolean isPrefetched();

    /** Fetches a token if none is there and none is under way; does not wait for it. */
    void prefetch();
}
