package io.github.cameladhese.auth.token;

import java.util.function.BooleanSupplier;

/**
 * Who looks at the token of an account.
 *
 * @param account whose token it is
 * @param listener is told what happens; it must neither throw nor block
 * @param counts whether somebody counts on the token though nobody asks for it just now: a failed fetch is then tried again
 *     after each pause until it succeeds
 */
public record TokenWatch(TokenAccountId account, TokenListener listener, BooleanSupplier counts) {

    /** Nobody does. */
    public static final TokenWatch NONE =
            new TokenWatch(new TokenAccountId("", "", ""), new TokenListener() {}, () -> false);
}
