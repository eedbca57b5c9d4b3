package io.github.cameladhese.examples.etl;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.http.base.HttpOperationFailedException;

/** Says what ended a run, in a sentence that a reader can act on; without bodies, headers, tokens or secrets. */
final class FailureMessage {

    private static final String SAFE = " What is stored stays; running again is safe.";

    private final String realm;
    private final String apiUrl;

    FailureMessage(String realm, String apiUrl) {
        this.realm = realm;
        this.apiUrl = apiUrl;
    }

    String of(Throwable failure) {
        return causes(failure)
                .map(this::known)
                .filter(message -> !message.isEmpty())
                .findFirst()
                .orElseGet(() ->
                        "Copying realm '" + realm + "' from " + apiUrl + ": " + describe(last(failure)) + "." + SAFE);
    }

    /** A wrong setting, an unreachable database: nothing has been read yet. */
    static String ofStart(Throwable failure) {
        return deepest(failure, SQLException.class)
                .map(told -> "The job did not start: no database at etl.jdbc-url: " + describe(told))
                .orElseGet(() -> "The job did not start: " + describe(setting(failure)));
    }

    /** A wrong setting of this realm alone. */
    String ofSettings(Throwable failure) {
        return "Realm '" + realm + "' cannot be copied with these settings: " + describe(setting(failure));
    }

    /** Camel and the component complain of settings with an IllegalArgumentException; what wraps it says less. */
    private static Throwable setting(Throwable failure) {
        return deepest(failure, IllegalArgumentException.class).orElseGet(() -> last(failure));
    }

    private String known(Throwable cause) {
        if (cause instanceof EtlException || cause instanceof TokenException) {
            return String.valueOf(cause.getMessage());
        }
        if (cause instanceof HttpOperationFailedException refused) {
            return "Reading realm '" + realm + "' from " + refused.getUri() + ": HTTP " + refused.getStatusCode() + "."
                    + advice(refused.getStatusCode()) + SAFE;
        }
        if (cause instanceof JsonProcessingException garbled) {
            var at = garbled.getLocation();
            return "Reading realm '" + realm + "' from " + apiUrl + ": the answer is no JSON"
                    + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
                    + ". Check the paths in application.properties; they are invented.";
        }
        if (cause instanceof SQLException refused) {
            // The first line: in the others PostgreSQL quotes the row.
            String reason = describe(refused).lines().findFirst().orElse("");
            return "Storing rows of realm '" + realm + "': " + reason + "." + SAFE;
        }
        if (cause instanceof IOException) {
            return "Reading realm '" + realm + "' from " + apiUrl + ": " + describe(cause) + ". Check the network."
                    + SAFE;
        }
        return "";
    }

    private static String advice(int status) {
        return switch (status) {
            case 401 -> " The API refused the token. Check that adhese.api-url belongs to this realm and region.";
            case 403 -> " Ask for the permission that is missing.";
            case 400, 404 -> " Check paths and parameters in application.properties; they are invented.";
            case 429 ->
                " The API asks to wait longer than etl.longest-pause, or more often than etl.max-retries. Try again"
                        + " later, or raise them.";
            default -> " Try again later.";
        };
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static Optional<Throwable> deepest(Throwable failure, Class<? extends Throwable> kind) {
        return causes(failure).filter(kind::isInstance).reduce((outer, inner) -> inner);
    }

    private static Throwable last(Throwable failure) {
        return causes(failure).reduce(failure, (outer, inner) -> inner);
    }

    private static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
