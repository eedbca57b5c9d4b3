package io.github.cameladhese.examples.payments;

import org.jspecify.annotations.Nullable;

/** The command cannot go on. The message can be shown as it is: what was tried, what came back, what to do. */
final class ExportException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ExportException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
