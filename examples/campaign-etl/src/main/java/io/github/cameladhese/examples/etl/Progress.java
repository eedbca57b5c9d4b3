package io.github.cameladhese.examples.etl;

/** Shows how far a run is. {@link #advance} may be called by many threads, the rest by one. */
interface Progress extends AutoCloseable {

    /** For {@link #start}. */
    long TOTAL_UNKNOWN = -1;

    /** The next task begins; the one before is done. */
    void start(String task, long total);

    void advance(long steps);

    @Override
    void close();
}
