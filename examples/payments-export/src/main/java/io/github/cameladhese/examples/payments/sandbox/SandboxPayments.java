package io.github.cameladhese.examples.payments.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the sandbox's API knows. Asked once for each page, by many threads. */
@FunctionalInterface
public interface SandboxPayments {

    /**
     * All payments, in the order in which they are paged.
     *
     * @throws IllegalStateException to have the API answer 500
     */
    List<ObjectNode> all();
}
