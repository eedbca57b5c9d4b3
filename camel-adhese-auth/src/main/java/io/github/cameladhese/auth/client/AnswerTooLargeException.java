package io.github.cameladhese.auth.client;

import java.io.IOException;

/** The answer has more bytes than a token can have. */
final class AnswerTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final RetryAfter retryAfter;

    AnswerTooLargeException(int status, RetryAfter retryAfter, int most) {
        super("HTTP " + status + " with an answer of more than " + most + " bytes");
        this.status = status;
        this.retryAfter = retryAfter;
    }

    int status() {
        return status;
    }

    RetryAfter retryAfter() {
        return retryAfter;
    }
}
