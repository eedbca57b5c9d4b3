package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;

class InMemoryTokenStoreTest extends TokenStoreContract {

    private final FakeClock clock = new FakeClock();
    private final TokenStore store = new InMemoryTokenStore(clock);

    @Override
    protected TokenStore store() {
        return store;
    }

    @Override
    protected void advance(Duration time) {
        clock.advance(time);
    }
}
