package io.github.cameladhese.examples.etl;

import org.jspecify.annotations.Nullable;

/** The job cannot go on. The message is fit to be shown as it is: it says what was tried, what came back, and what to do. */
final class EtlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EtlException(String message) {
        this(message, null);
    }

    EtlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
