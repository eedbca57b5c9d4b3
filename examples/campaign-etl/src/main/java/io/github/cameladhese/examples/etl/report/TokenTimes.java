package io.github.cameladhese.examples.etl.report;

import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes when tokens came and when they are over, never a token: the component tells it of them if it is a bean. Its memory does
 * not grow: when it has noted enough, it forgets every second one, and notes only every second one from then on. Thread-safe.
 */
public final class TokenTimes implements TokenListener {

    private static final int MOST = 256;

    /**
     * One token's life, as far as it is known before it ends.
     *
     * @param fetchedAt from before it was asked for
     */
    record Life(String realm, Instant fetchedAt, Instant expiresAt) {}

    /**
     * What was noted until now.
     *
     * @param fetched all tokens, of which there may be fewer lives
     * @param failed fetches that brought none
     * @param rejected tokens that the API refused
     */
    record Noted(List<Life> lives, long fetched, long failed, long rejected) {}

    private final List<Life> lives = new ArrayList<>();
    private long fetched;
    private long failed;
    private long rejected;
    private long step = 1;

    TokenTimes() {}

    @Override
    public synchronized void fetched(TokenEvent.Fetched event) {
        if (fetched++ % step != 0) {
            return;
        }
        lives.add(new Life(event.account().realm(), event.expiresAt().minus(event.lifetime()), event.expiresAt()));
        if (lives.size() == MOST) {
            for (int i = MOST - 1; i > 0; i -= 2) {
                lives.remove(i);
            }
            step *= 2;
        }
    }

    @Override
    public synchronized void failed(TokenEvent.Failed event) {
        failed++;
    }

    @Override
    public synchronized void rejected(TokenEvent.Rejected event) {
        rejected++;
    }

    synchronized Noted noted() {
        return new Noted(List.copyOf(lives), fetched, failed, rejected);
    }
}
