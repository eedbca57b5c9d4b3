package io.github.cameladhese.examples.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameladhese.examples.payments.sandbox.MadeUpPayments;
import io.github.cameladhese.examples.payments.sandbox.SandboxPayments;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Made-up payments that tell a test of each page, while that is under way. */
public final class CountedPayments implements SandboxPayments {

    private final MadeUpPayments payments;
    private final AtomicInteger pages = new AtomicInteger();
    private volatile IntConsumer atPage = page -> {};

    public CountedPayments(int size) {
        payments = new MadeUpPayments(size);
    }

    /**
     * What happens while a page is under way.
     *
     * @param action is given the number of the page, from 1; an IllegalStateException makes the answer a 500
     */
    public void atPage(IntConsumer action) {
        atPage = action;
    }

    @Override
    public List<ObjectNode> all() {
        atPage.accept(pages.incrementAndGet());
        return payments.all();
    }
}
