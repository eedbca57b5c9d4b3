package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.cameladhese.auth.provider.OAuthError;
import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.provider.TokenReply;
import io.github.cameladhese.auth.token.AccessToken;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;

/** Whatever bytes a token endpoint answers, what is read from them keeps its promises. */
@Tag("fuzz")
class AnswerFuzzTest {

    private final JsonObjects json = new JsonObjects();
    private final TokenFormat format = TokenFormat.form();

    @DictionaryEntries({
        "\"access_token\":",
        "\"expires_in\":",
        "\"token_type\":",
        "\"scope\":",
        "\"error\":",
        "\"error_description\":",
        "\"Bearer\"",
        "null",
        "true",
        "1e999999999",
        "1e-999999999",
        "\\u000a",
        "\\ud800"
    })
    @FuzzTest
    void keepsItsPromises(byte[] body) {
        Map<String, Object> object;
        try {
            object = json.read(body);
        } catch (IllegalArgumentException e) {
            // Exactly this one: a NumberFormatException is an IllegalArgumentException too, and quotes.
            assertThat(e).isExactlyInstanceOf(IllegalArgumentException.class);
            assertThat(e).hasMessage("no JSON object").hasNoCause();
            return;
        }
        TokenReply reply = format.read(object);
        if (reply instanceof TokenReply.Granted granted) {
            checkGranted(granted, object);
        } else if (reply instanceof TokenReply.Refused refused) {
            checkRefused(refused, object);
        } else if (reply instanceof TokenReply.Unusable unusable) {
            checkUnusable(unusable, object);
        }
    }

    private static void checkGranted(TokenReply.Granted granted, Map<String, Object> object) {
        assertThat(object.get("error")).isNull();
        assertThat(granted.accessToken()).isEqualTo(object.get("access_token")).matches("[\\x21-\\x7E]+");
        granted.lifetime().ifPresent(lifetime -> assertThat(lifetime)
                .isBetween(Duration.ofMillis(1), AccessToken.LONGEST_LIFETIME)
                .isEqualTo(Duration.ofMillis(lifetime.toMillis())));
        granted.scopes().ifPresent(scopes -> assertThat(scopes)
                .hasSizeLessThanOrEqualTo(100)
                .allMatch(scope -> scope.matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,100}")));
        assertThat(granted).hasToString("Granted[hidden]");
    }

    private static void checkRefused(TokenReply.Refused refused, Map<String, Object> object) {
        Object error = object.get("error");
        assertThat(error).isNotNull();
        assertThat(refused.code()).isEqualTo(error instanceof String code ? code : "");
        assertThat(refused.description()).isNotNull();
        assertThat(refused.error() == OAuthError.UNKNOWN || !refused.code().isEmpty())
                .isTrue();
    }

    private static void checkUnusable(TokenReply.Unusable unusable, Map<String, Object> object) {
        assertThat(object.get("error")).isNull();
        assertThat(unusable.reason()).matches("(?s)(access_token|token_type|expires_in) .+");
        assertThat(unusable.retryable()).isEqualTo(unusable.reason().startsWith("expires_in"));
    }
}
