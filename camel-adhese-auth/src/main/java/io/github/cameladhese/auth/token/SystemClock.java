package io.github.cameladhese.auth.token;

/** The clocks of this machine, read anew by each call. */
enum SystemClock implements TokenClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long currentTimeMillis() {
        return System.currentTimeMillis();
    }
}
