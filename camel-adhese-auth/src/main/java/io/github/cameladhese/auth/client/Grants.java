package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.provider.Grant;
import io.github.cameladhese.auth.provider.TokenReply;
import io.github.cameladhese.auth.token.TokenException;

/** What a {@link TokenClient} shows for its tokens, one request after the other. Implementations are thread-safe. */
public interface Grants {

    /**
     * The grant for the next request, which is about to be sent with it.
     *
     * @throws TokenException if there is none left
     */
    Grant next();

    /** Whether none is left, as things are now. */
    boolean last();

    /** A token was given for it. */
    default void succeeded(TokenReply.Granted reply) {}

    /** The request with it could not be sent: nobody has seen it. */
    default void notSent(Grant grant) {}

    /**
     * No token was given for it, or no answer came.
     *
     * @param refused whether it was the grant itself that the server refused ({@code invalid_grant}, RFC 6749 §5.2)
     * @return the failure as it is to be told
     */
    default TokenException failed(Grant grant, TokenException failure, boolean refused) {
        return failure;
    }

    /** The same for every request, such as the client's own credentials. */
    static Grants always(Grant grant) {
        return new Grants() {
            @Override
            public Grant next() {
                return grant;
            }

            @Override
            public boolean last() {
                return false;
            }
        };
    }
}
