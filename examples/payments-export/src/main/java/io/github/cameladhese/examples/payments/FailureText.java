package io.github.cameladhese.examples.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cameladhese.auth.token.TokenException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.util.ObjectHelper;

/** Says what ended a run, in a sentence that a reader can act on; without queries, bodies, headers, tokens or secrets. */
final class FailureText {

    private static final String NO_FILE = " No file was written; running again is safe.";

    private FailureText() {}

    /** @param api whose answer it was, if it was one */
    static String of(Throwable failure, String api) {
        Throwable cause = failure;
        for (Throwable next : ObjectHelper.createExceptionIterable(failure)) {
            cause = next;
            if (next instanceof TokenException || next instanceof ExportException) {
                return next.getMessage() + NO_FILE;
            }
            if (next instanceof HttpOperationFailedException refused) {
                return "Reading payments from " + api + ": HTTP " + refused.getStatusCode() + "."
                        + advice(refused.getStatusCode()) + NO_FILE;
            }
            if (next instanceof JsonProcessingException) {
                return "Reading payments from " + api + ": the answer is no JSON. Check payments.api-url." + NO_FILE;
            }
        }
        String advice = cause instanceof IOException ? " Check the network." : "";
        return "Reading payments from " + api + ": " + describe(cause) + "." + advice + NO_FILE;
    }

    /** A wrong setting: nothing has been read yet. Whatever wraps the innermost complaint about a setting says less. */
    static String ofStart(Throwable failure) {
        List<Throwable> causes = new ArrayList<>();
        ObjectHelper.createExceptionIterable(failure).forEach(causes::add);
        Throwable told = causes.get(causes.size() - 1);
        for (Throwable cause : causes) {
            told = cause instanceof IllegalArgumentException ? cause : told;
        }
        return "The command did not start: " + describe(told);
    }

    private static String advice(int status) {
        return switch (status) {
            case 401 -> " The API refused the token. Check that payments.api-url is where the client is known.";
            case 403 -> " Ask for the scope that is missing.";
            case 400, 404 -> " Check payments.path, PAYMENTS_STATUS and PAYMENTS_CREATED_AFTER.";
            case 429 ->
                " Others use up this client's requests, or the API wants a longer pause than"
                        + " payments.longest-pause. Try again later.";
            default -> " Try again later.";
        };
    }

    private static String describe(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
