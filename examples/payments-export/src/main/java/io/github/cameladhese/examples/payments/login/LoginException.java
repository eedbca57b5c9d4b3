package io.github.cameladhese.examples.payments.login;

/** The login ends here. The message is for the user. */
final class LoginException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of the answer */
    LoginException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
