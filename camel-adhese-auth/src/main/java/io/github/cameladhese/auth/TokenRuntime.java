package io.github.cameladhese.auth;

import io.github.cameladhese.auth.client.HttpTransport;
import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.client.SentCodes;
import io.github.cameladhese.auth.store.StoreAccess;
import io.github.cameladhese.auth.token.AccessToken;
import io.github.cameladhese.auth.token.TickingClock;
import io.github.cameladhese.auth.token.Timing;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenStore;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs behind a started component: its accounts, connections and threads. Nothing of it outlives {@link #close()}.
 * Thread-safe.
 */
final class TokenRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TokenRuntime.class);

    /** Of realms that a dynamic route may come back to; some kilobytes each. */
    private static final int MOST_IDLE_ACCOUNTS = 1000;

    /** Of accounts that have connections of their own, e.g. by a certificate for each customer; a thread each. */
    private static final int MOST_IDLE_CONNECTIONS = 50;

    /** Short beside the margin of a token of one second, long beside what a tick costs. */
    private static final Duration TICK = Duration.ofMillis(50);

    /** Of the token of an authorization code that nobody uses any more: no token lives for longer. */
    private static final Duration LONGEST_REST = AccessToken.LONGEST_LIFETIME;

    private static final long LONGEST_END = 1000; // ms

    private static final Duration BETWEEN_SWEEPS = Duration.ofHours(1);

    private final CamelContext context;
    private final TokenAccounts accounts;

    /** Apart from the others, so that users who log in do not drive them out. */
    private final TokenAccounts codes;

    private final Connections connections;
    private final ScheduledExecutorService timer;
    private final ExecutorService http;
    private final ExecutorService routingThreads;
    private final Routing routing;
    private final Timing timing;
    private final JsonObjects json = new JsonObjects(); // one for all: a parser of its own weighs more than an account
    private final TokenListeners listeners;
    private final @Nullable ExecutorService storeThreads;

    /**
     * @param owner whose threads these are
     * @param sentCodes what must not be sent again, which outlives this
     * @param clockOfOption null for the clocks of this machine
     * @param store null if tokens are not shared
     */
    TokenRuntime(
            OAuthComponent<?> owner,
            SentCodes sentCodes,
            @Nullable TokenClock clockOfOption,
            @Nullable TokenStore store) {
        this.context = owner.getCamelContext();
        listeners = TokenListeners.of(owner); // first: a bean that cannot be made must leave no thread behind
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        String names = owner.scheme().threads();
        timer = threads.newScheduledThreadPool(owner, names + "Timer", queues(1, Integer.MAX_VALUE));
        TokenClock clock = clockOfOption == null ? TokenClock.system() : clockOfOption;
        TokenClock glance = clockOfOption == null ? new TickingClock(clock, TICK, timer) : clockOfOption;
        // Blocks for no more than the file of a secret.
        http = threads.newThreadPool(owner, names + "Http", queues(4, Integer.MAX_VALUE));
        connections = new Connections(settings -> new HttpTransport(settings.transport(context), http, timer));
        // Apart from the above: a route that goes on here may block, even for a token.
        routingThreads = threads.newThreadPool(owner, names, queues(10, Integer.MAX_VALUE));
        routing = new Routing(routingThreads);
        timing = new Timing(clock, glance, this::after, http, () -> ThreadLocalRandom.current()
                .nextLong());
        storeThreads = store == null
                ? null
                : threads.newThreadPool(owner, names + "Store", queues(StoreAccess.THREADS, StoreAccess.LONGEST_QUEUE));
        StoreAccess access = store == null || storeThreads == null
                ? null
                : new StoreAccess(store, storeThreads, http, this::after, clock);
        AccountOpener opener =
                new AccountOpener(owner.scheme(), connections, sentCodes, json, timing, listeners, access);
        accounts = new TokenAccounts(opener, new IdleAccounts(MOST_IDLE_ACCOUNTS, MOST_IDLE_CONNECTIONS));
        codes = new TokenAccounts(opener, new IdleAccounts(MOST_IDLE_ACCOUNTS, MOST_IDLE_CONNECTIONS), false);
        var unused = timer.scheduleWithFixedDelay(
                () -> http.execute(this::sweep),
                BETWEEN_SWEEPS.toMinutes(),
                BETWEEN_SWEEPS.toMinutes(),
                TimeUnit.MINUTES);
    }

    TokenAccounts accounts() {
        return accounts;
    }

    /** @throws IllegalArgumentException if no connection could be made by these settings, e.g. without the key store */
    void requireConnection(TokenSettings settings) {
        connections.acquire(settings.connection());
        connections.release(settings.connection());
    }

    /** The accounts of authorization codes. */
    TokenAccounts codes() {
        return codes;
    }

    /** The accounts among which one with these settings is. */
    TokenAccounts accountsFor(TokenSettings settings) {
        return settings.client().request().grant().isCode() ? codes : accounts;
    }

    /** Forgets the tokens of authorization codes that were not used for a day, or are over for good. */
    void sweep() {
        try {
            codes.closeIdle(account -> account.unusedFor(LONGEST_REST) || !account.isWorthKeeping());
        } catch (RuntimeException e) { // or there would be no further sweep
            LOG.warn("Tokens that nobody uses could not be put away. It is tried again in an hour.", e);
        }
    }

    TokenClock clock() {
        return timing.clock();
    }

    JsonObjects json() {
        return json;
    }

    Connections connections() {
        return connections;
    }

    /** Where exchanges go on that had to wait. */
    Routing routing() {
        return routing;
    }

    @Override
    public void close() {
        accounts.close();
        codes.close(); // and with the last of them the last connections
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        if (storeThreads != null) {
            threads.shutdownGraceful(storeThreads, LONGEST_END); // the token of a process that ends now is for others
        }
        threads.shutdown(routingThreads); // what was just woken up goes on
        threads.shutdownNow(http);
        threads.shutdownNow(timer);
        listeners.close(); // after the last that may be told
    }

    /** Not in the timer's own thread, which must not be held up: the clock of the fast path ticks there. */
    private Runnable after(Duration delay, Runnable task) {
        Future<?> scheduled = timer.schedule(() -> start(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private void start(Runnable task) {
        try {
            http.execute(task);
        } catch (OutOfMemoryError e) { // no further thread to be had: here rather than never
            task.run();
        }
    }

    /**
     * Camel's default profile would route whatever is over a thousand in a thread of the HTTP client or in the timer's, and
     * would have no timers for more than a thousand tokens.
     */
    private static ThreadPoolProfile queues(int mostThreads, int longest) {
        ThreadPoolProfile profile = new ThreadPoolProfile("oauth" + mostThreads);
        profile.setPoolSize(mostThreads);
        profile.setMaxPoolSize(mostThreads);
        profile.setMaxQueueSize(longest);
        profile.setAllowCoreThreadTimeOut(true);
        // CallerRuns drops without a word what comes after a shutdown, and an exchange would wait for ever.
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
