package io.github.cameladhese.examples.etl.report;

import java.nio.file.FileSystemException;

/** Files that could not be written. The message is fit to be shown as it is; what is in the database is not touched. */
public final class OutputException extends Exception {

    private static final long serialVersionUID = 1L;

    OutputException(String what, Throwable cause) {
        super(what + ": " + reason(cause) + ". The rows in the database stand. Mend it and run again.", cause);
    }

    /** On one line: in the others a database quotes rows. */
    static String reason(Throwable cause) {
        String message = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("").strip();
        String kind = cause.getClass().getSimpleName();
        // That of a FileSystemException may be no more than the file's name.
        String all =
                cause instanceof FileSystemException || message.isEmpty() ? (kind + " " + message).strip() : message;
        return all.endsWith(".") ? all.substring(0, all.length() - 1) : all;
    }
}
