package io.github.cameladhese.auth.testkit;

import io.github.cameladhese.auth.token.TokenAccountId;
import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenListener;
import io.github.cameladhese.auth.token.TokenStatus;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A listener that keeps what it is told, in its order. */
public final class ToldEvents implements TokenListener {

    private final List<Object> events = new CopyOnWriteArrayList<>();
    private volatile Supplier<TokenStatus> status;

    /** Opened or closed, with its account. */
    private record Of(String name, TokenAccountId account) {}

    public List<Object> events() {
        return events;
    }

    /** What each event is called. */
    public List<String> names() {
        return events.stream()
                .map(event ->
                        event instanceof Of of ? of.name() : event.getClass().getSimpleName())
                .toList();
    }

    /** Whose tokens they are about. */
    public List<String> accounts() {
        return events.stream()
                .map(event -> event instanceof Of of ? of.account() : ((TokenEvent) event).account())
                .map(TokenAccountId::toString)
                .toList();
    }

    /** Those of a kind. */
    public <E extends TokenEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The first of a kind. */
    public <E extends TokenEvent> E of(Class<E> kind) {
        return all(kind).get(0);
    }

    /** Of the account that was opened last. */
    public TokenStatus status() {
        return status.get();
    }

    @Override
    public void opened(TokenAccountId account, Supplier<TokenStatus> statusOfAccount) {
        status = statusOfAccount;
        events.add(new Of("opened", account));
    }

    @Override
    public void closed(TokenAccountId account, Supplier<TokenStatus> statusOfAccount) {
        events.add(new Of(statusOfAccount.equals(status) ? "closed" : "closed, but not what was opened", account));
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
        events.add(event);
    }
}
