package io.github.cameladhese.auth.token;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Keeps all that a listener is told, in its order. */
final class WatchedLife implements TokenListener {

    private final List<TokenEvent> events = new ArrayList<>();
    boolean counts;

    TokenWatch watch() {
        return new TokenWatch(new TokenAccountId("adhese-auth", "customer-name", "my-client"), this, () -> counts);
    }

    List<TokenEvent> events() {
        return events;
    }

    <E extends TokenEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void opened(TokenAccountId account, Supplier<TokenStatus> status) {
        throw new AssertionError("a source does not open itself");
    }

    @Override
    public void requested(TokenEvent.Requested event) {
        events.add(event);
    }

    @Override
    public void fetched(TokenEvent.Fetched event) {
        events.add(event);
    }

    @Override
    public void failed(TokenEvent.Failed event) {
        events.add(event);
    }

    @Override
    public void recovered(TokenEvent.Recovered event) {
        events.add(event);
    }

    @Override
    public void rejected(TokenEvent.Rejected event) {
        events.add(event);
    }

    @Override
    public void waited(TokenEvent.Waited event) {
        throw new AssertionError("a source does not know who waits");
    }
}
