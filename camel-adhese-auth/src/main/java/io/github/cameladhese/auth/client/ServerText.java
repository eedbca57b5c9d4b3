package io.github.cameladhese.auth.client;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.cameladhese.auth.provider.WireRequest;
import io.github.cameladhese.auth.token.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes text that came from a server fit for a message: short, on one line, and without the secret should it echo it. */
final class ServerText {

    private static final int LONGEST = 200;
    private static final String HIDDEN = "[hidden]";

    /** What tokens and encoded secrets are made of, too long for any word. */
    private static final Pattern LOOKS_LIKE_A_TOKEN = Pattern.compile("[A-Za-z0-9+/=_~.%-]{40,}");

    private static final Pattern LINE_BREAKS = Pattern.compile("[\\s\\p{Zl}\\p{Zp}]+");
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}]+");

    private final SecretForms secrets;

    /** For the answer to a request that carried the given secret. */
    ServerText(Secret secret, WireRequest request) {
        Set<String> forms = new LinkedHashSet<>();
        request.authorization().ifPresent(header -> forms.add(header.substring(header.indexOf(' ') + 1)));
        addForms(secret, forms);
        request.grantSecrets().forEach(other -> addForms(other, forms));
        secrets = new SecretForms(forms);
    }

    private static void addForms(Secret secret, Set<String> forms) {
        String plain = secret.reveal();
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        String form = URLEncoder.encode(plain, StandardCharsets.UTF_8);
        forms.add(form);
        forms.add(form.replace("+", "%20"));
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(plain));
        for (String written : List.of(json, inAscii(json))) { // as different servers write it
            forms.add(written);
            forms.add(written.replace("/", "\\/"));
        }
        forms.add(plain);
    }

    private static String inAscii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        json.chars().forEach(c -> ascii.append(c < 0x80 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return ascii.toString();
    }

    /** The text as it may be shown. */
    String shown(String text) {
        String shown =
                LOOKS_LIKE_A_TOKEN.matcher(printable(withoutSecrets(text))).replaceAll(HIDDEN);
        if (shown.length() <= LONGEST) {
            return shown;
        }
        int end = Character.isHighSurrogate(shown.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return shown.substring(0, end) + "…";
    }

    /** The text without the secret, and otherwise as it is. */
    String withoutSecrets(String text) {
        return secrets.replacedIn(text, HIDDEN);
    }

    /**
     * The failure as a cause that may be shown: null if a message in it is long, not printable or has the secret in it, as
     * when an HTTP client quotes a malformed answer.
     */
    @Nullable
    Throwable asCause(Throwable failure) {
        return isFit(failure, 0) ? failure : null;
    }

    private boolean isFit(Throwable failure, int depth) {
        String message = failure.getMessage();
        if (depth > 20 || (message != null && !isFit(message))) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isFit(suppressed, depth + 1)) {
                return false;
            }
        }
        return failure.getCause() == null || isFit(failure.getCause(), depth + 1);
    }

    private boolean isFit(String message) {
        return message.length() <= 2 * LONGEST
                && !secrets.isIn(message)
                && !NOT_PRINTABLE.matcher(message).find();
    }

    private static String printable(String text) {
        return NOT_PRINTABLE
                .matcher(LINE_BREAKS.matcher(text).replaceAll(" "))
                .replaceAll("")
                .trim();
    }
}
