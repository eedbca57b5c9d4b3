package io.github.cameladhese.auth;

import java.util.concurrent.Executor;

/**
 * Where exchanges go on that had to wait, in threads of Camel's, and whether one is such a thread: what must not wait there
 * for another to go on there, or all of them might. Thread-safe.
 */
final class Routing implements Executor {

    private final Executor threads;
    private final ThreadLocal<Boolean> here = ThreadLocal.withInitial(() -> false);

    Routing(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable rest) {
        threads.execute(() -> {
            here.set(true);
            try {
                rest.run();
            } finally {
                here.remove();
            }
        });
    }

    /** Whether the caller goes on here. */
    boolean isHere() {
        boolean isHere = here.get();
        if (!isHere) {
            here.remove();
        }
        return isHere;
    }
}
