package io.github.cameladhese.auth;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ResequenceDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Makes the error handler of a route work around a block as if it were one step, and not around each of its steps: it would
 * send a dead token again and again before anybody could renew it. Thread-safe.
 *
 * <p>Camel asks a node's {@code inheritErrorHandler} for the node's children, and for the node itself only where it stands
 * directly in the route. So the block's own is off while its children are made, and is put back after that.
 */
final class BlockErrorHandling {

    private final Deque<Made> underWay = new ArrayDeque<>();

    /** Before the children of the block are made. */
    void off(Route route, NamedNode node) {
        if (node instanceof ProcessorDefinition<?> block) {
            synchronized (this) {
                underWay.push(new Made(route, block, ofAuthor(block)));
            }
            off(block);
            block.setInheritErrorHandler(false);
        }
    }

    /** What the author of the route said, also if the block was made before and that failed half-way. */
    private @Nullable Boolean ofAuthor(ProcessorDefinition<?> block) {
        Boolean inherit = block.getInheritErrorHandler();
        for (Iterator<Made> failed = underWay.iterator(); failed.hasNext(); ) {
            Made made = failed.next();
            if (made.block == block) {
                failed.remove();
                inherit = made.inherit;
            }
        }
        return inherit;
    }

    /** Once they are made, before the block itself is put into its route. */
    synchronized void on(Route route) {
        // Blocks of one route are made one in another, by one thread; another route's may be made meanwhile.
        for (Iterator<Made> newestFirst = underWay.iterator(); newestFirst.hasNext(); ) {
            Made made = newestFirst.next();
            if (made.route == route) {
                newestFirst.remove();
                made.block.setInheritErrorHandler(made.inherit);
                return;
            }
        }
    }

    /** But for what waits for other exchanges, and goes on outside of the block. A value that is set counts. */
    private static void off(ProcessorDefinition<?> parent) {
        for (ProcessorDefinition<?> child : parent.getOutputs()) {
            if (!(child instanceof AggregateDefinition) && !(child instanceof ResequenceDefinition)) {
                off(child);
                if (child.getInheritErrorHandler() == null) {
                    child.setInheritErrorHandler(false);
                }
            }
        }
    }

    /** A block whose children are being made. */
    private static final class Made {

        private final Route route;
        private final ProcessorDefinition<?> block;
        private final @Nullable Boolean inherit;

        Made(Route route, ProcessorDefinition<?> block, @Nullable Boolean inherit) {
            this.route = route;
            this.block = block;
            this.inherit = inherit;
        }
    }
}
