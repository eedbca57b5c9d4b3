package io.github.cameladhese.auth;

import io.github.cameladhese.auth.token.TokenListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners of the application, told in a thread of their own, so that none of them costs anyone a token. Without any, there
 * is no thread and nothing is done. Thread-safe.
 */
final class TokenListeners implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenListeners.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_OF_MANY_WAITING = 8_000;
    private static final long LONGEST_END = 2_000; // ms

    /** No listeners. */
    static final TokenListeners NONE = new TokenListeners(List.of(), null, () -> {});

    private final List<TokenListener> listeners;
    private final @Nullable ExecutorService thread;
    private final Runnable end;
    private final Set<TokenListener> failed =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    private final AtomicBoolean saidThatEventsAreDropped = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();

    private TokenListeners(List<TokenListener> listeners, @Nullable ExecutorService thread, Runnable end) {
        this.listeners = listeners;
        this.thread = thread;
        this.end = end;
    }

    /** All beans that listen, as they are now. */
    static TokenListeners of(OAuthComponent<?> owner) {
        CamelContext context = owner.getCamelContext();
        List<TokenListener> listeners = new ArrayList<>(context.getRegistry().findByType(TokenListener.class));
        listeners.forEach(listener -> CamelContextAware.trySetCamelContext(listener, context));
        if (listeners.isEmpty()) {
            return NONE;
        }
        ExecutorService thread = thread(owner);
        return new TokenListeners(
                listeners, thread, () -> context.getExecutorServiceManager().shutdownGraceful(thread, LONGEST_END));
    }

    /** Tells all of them, a little later and after what was told before. */
    void tell(Consumer<TokenListener> event) {
        tell(event, MOST_WAITING);
    }

    /** The same for one event of very many, which must not drive out what is rare. */
    void tellOfMany(Consumer<TokenListener> event) {
        tell(event, MOST_OF_MANY_WAITING);
    }

    /** The same for what must not be missed: the beginning and the end of an account. */
    void tellForCertain(Consumer<TokenListener> event) {
        tell(event, Integer.MAX_VALUE);
    }

    private void tell(Consumer<TokenListener> event, int mostWaiting) {
        if (thread == null) {
            return;
        }
        if (waiting.incrementAndGet() > mostWaiting) {
            waiting.decrementAndGet();
            sayThatEventsAreDropped();
            return;
        }
        try {
            thread.execute(() -> {
                waiting.decrementAndGet();
                listeners.forEach(listener -> tell(listener, event));
            });
        } catch (RuntimeException | Error e) { // stopped, or no thread to be had: nobody's token depends on it
            waiting.decrementAndGet();
        }
    }

    /** What waits is still told, for a second or two: a listener that does not return must not keep its thread. */
    @Override
    public void close() {
        end.run();
    }

    private void sayThatEventsAreDropped() {
        if (saidThatEventsAreDropped.compareAndSet(false, true)) {
            LOG.warn(
                    "The token listeners {} do not keep up, and are not told of some events from now on. Let them do their work in"
                            + " another thread.",
                    listeners);
        }
    }

    private void tell(TokenListener listener, Consumer<TokenListener> event) {
        try {
            event.accept(listener);
        } catch (Throwable e) { // whatever it is: not only Java's listeners throw what they do not declare
            if (failed.add(listener)) {
                LOG.warn(
                        "The token listener {} failed. Tokens are not affected. It is told of further events; if it fails again,"
                                + " that is logged at DEBUG only.",
                        listener,
                        e);
            } else {
                LOG.debug("The token listener {} failed again", listener, e);
            }
        }
    }

    private static ExecutorService thread(OAuthComponent<?> owner) {
        ThreadPoolProfile one = new ThreadPoolProfile("oauthListeners");
        one.setPoolSize(1);
        one.setMaxPoolSize(1);
        one.setMaxQueueSize(Integer.MAX_VALUE);
        one.setAllowCoreThreadTimeOut(true);
        one.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        ExecutorServiceManager threads = owner.getCamelContext().getExecutorServiceManager();
        return threads.newThreadPool(owner, owner.scheme().threads() + "Listeners", one);
    }
}
