package io.github.cameladhese.auth.token;

import java.util.function.Supplier;

/**
 * Is told what happens to the tokens of all accounts. Bind one as a bean, and every {@code adhese-auth} and {@code
 * adullam-auth} component of the Camel context tells it.
 *
 * <p>The methods are called a little later and in a thread of their own, one for each component: a listener that takes its time or
 * throws costs neither a token nor an exchange, and one that two components tell has to be thread-safe. Two things of the same
 * instant may be told in another order; a failure and its end have the same {@link TokenTrouble#since()}. While ten thousand events
 * wait, further ones are dropped, those of requests and waits first, which is logged once. Nothing is called for an exchange that finds a token.
 */
public interface TokenListener {

    /**
     * An account is used from now on. Not told of the tokens of users who log in ({@code authorization_code}), which are too many.
     *
     * @param status how it is at any time; no request is made for it, and it may be asked by any thread
     */
    default void opened(TokenAccountId account, Supplier<TokenStatus> status) {}

    /**
     * An account and its token are forgotten: its component stopped, or nobody used it while many others were.
     *
     * @param status the same object that {@link #opened} got
     */
    default void closed(TokenAccountId account, Supplier<TokenStatus> status) {}

    /** A request to the token endpoint is over. */
    default void requested(TokenEvent.Requested event) {}

    /** A token came. */
    default void fetched(TokenEvent.Fetched event) {}

    /** A fetch ended without a token. */
    default void failed(TokenEvent.Failed event) {}

    /** A token came after fetches that failed. */
    default void recovered(TokenEvent.Recovered event) {}

    /** An API rejected the current token. */
    default void rejected(TokenEvent.Rejected event) {}

    /** An exchange had to wait for a token. */
    default void waited(TokenEvent.Waited event) {}
}
