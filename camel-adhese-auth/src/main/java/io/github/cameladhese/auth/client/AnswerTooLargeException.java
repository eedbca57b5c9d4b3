package io.github.cameladhese.auth.client;

import java.io.IOException;

/** The answer has more bytes than a token can have. */
final class AnswerTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    AnswerTooLargeException(int status, int most) {
        super("HTTP " + status + " with an answer of more than " + most + " bytes");
        this.status = status;
    }

    int status() {
        return status;
    }
}
