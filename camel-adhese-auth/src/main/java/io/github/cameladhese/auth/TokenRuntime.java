package io.github.cameladhese.auth;

import io.github.cameladhese.auth.client.HttpTransport;
import io.github.cameladhese.auth.token.TickingClock;
import io.github.cameladhese.auth.token.TokenClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What runs behind a started component: its accounts, connections and threads. Nothing of it outlives {@link #close()}.
 * Thread-safe.
 */
final class TokenRuntime implements AutoCloseable {

    /** Of realms that a dynamic route may come back to; some kilobytes each. */
    private static final int MOST_IDLE_ACCOUNTS = 1000;

    /** Short beside the margin of a token of one second, long beside what a tick costs. */
    private static final Duration TICK = Duration.ofMillis(50);

    private final CamelContext context;
    private final TokenClock clock;
    private final TokenClock glance;
    private final TokenAccounts accounts = new TokenAccounts(this::open, MOST_IDLE_ACCOUNTS);
    private final Map<ConnectionSettings, HttpTransport> transports = new HashMap<>();
    private final ScheduledExecutorService timer;
    private final ExecutorService http;
    private final ExecutorService routing;

    /** @param clockOfOption null for the clocks of this machine */
    TokenRuntime(CamelContext context, Object owner, @Nullable TokenClock clockOfOption) {
        this.context = context;
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        timer = threads.newSingleThreadScheduledExecutor(owner, "AdheseAuthTimer");
        clock = clockOfOption == null ? TokenClock.system() : clockOfOption;
        glance = clockOfOption == null ? new TickingClock(clock, TICK, timer) : clockOfOption;
        http = threads.newFixedThreadPool(owner, "AdheseAuthHttp", 2); // its steps never block
        // Apart from the above: a route that goes on here may block, even for a token.
        routing = threads.newThreadPool(owner, "AdheseAuth", queuesAll());
    }

    TokenAccounts accounts() {
        return accounts;
    }

    /** Where exchanges go on that had to wait. */
    ExecutorService routing() {
        return routing;
    }

    @Override
    public void close() {
        accounts.close();
        synchronized (transports) {
            transports.values().forEach(HttpTransport::close);
            transports.clear();
        }
        ExecutorServiceManager threads = context.getExecutorServiceManager();
        threads.shutdown(routing); // what was just woken up goes on
        threads.shutdownNow(http);
        threads.shutdownNow(timer);
    }

    private TokenAccount open(TokenSettings settings) {
        HttpTransport transport;
        synchronized (transports) {
            transport = transports.computeIfAbsent(
                    settings.connection(), connection -> new HttpTransport(connection.transport(context), http, timer));
        }
        return TokenAccount.open(settings, transport, clock, glance);
    }

    /** Camel's default profile would route whatever is over a thousand in a thread of the HTTP client or in the timer's. */
    private static ThreadPoolProfile queuesAll() {
        ThreadPoolProfile profile = new ThreadPoolProfile("adheseAuth");
        profile.setPoolSize(10);
        profile.setMaxPoolSize(10);
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setAllowCoreThreadTimeOut(true);
        // CallerRuns drops without a word what comes after a shutdown, and an exchange would wait for ever.
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
