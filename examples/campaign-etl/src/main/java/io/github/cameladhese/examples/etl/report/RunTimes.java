package io.github.cameladhese.examples.etl.report;

import java.time.InstantSource;
import org.apache.camel.main.Main;

/** When a run sent requests and got tokens. Listens from the moment it is made. */
public final class RunTimes {

    private final RequestTimes requests;
    private final TokenTimes tokens = new TokenTimes();

    /** Begins now. */
    public RunTimes(InstantSource clock) {
        requests = new RequestTimes(clock);
    }

    /** Makes beans of the two that listen, before it starts. */
    public void bindTo(Main main) {
        main.bind("requestTimes", requests);
        main.bind("tokenTimes", tokens);
    }

    RequestTimes requestTimes() {
        return requests;
    }

    TokenTimes tokenTimes() {
        return tokens;
    }
}
