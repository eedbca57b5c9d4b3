package io.github.cameladhese.examples.quarkus;

import io.github.cameladhese.auth.token.TokenEvent;
import io.github.cameladhese.auth.token.TokenListener;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.quarkus.main.events.AfterStop;

/** Counts the requests to the token endpoint. Unremovable, as the component looks it up at run time. Thread-safe. */
@ApplicationScoped
@Unremovable
class TokenRequests implements TokenListener {

    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void requested(TokenEvent.Requested event) {
        count.incrementAndGet();
    }

    int count() {
        return count.get();
    }

    /** When the component stops, it tells what it has not told yet; so by now this has counted all. */
    void say(@Observes AfterStop event) {
        System.out.println("token requests: " + count());
    }
}
