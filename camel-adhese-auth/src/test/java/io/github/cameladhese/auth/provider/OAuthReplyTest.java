package io.github.cameladhese.auth.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.token.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OAuthReplyTest {

    private final TokenFormat format = TokenFormat.form();

    @Test
    void readsTheAnswerOfTheVendorsDocumentation() {
        TokenReply.Granted granted = granted(WireFile.response("vendor"));

        assertThat(granted.accessToken()).startsWith("eyJ").matches("[^.]+\\.[^.]+\\.[^.]+");
        assertThat(granted.lifetime()).contains(Duration.ofMinutes(5));
        assertThat(granted.scopes()).contains(Set.of("adhese-api"));
    }

    @Test
    void readsTheAnswerOfKeycloakWithItsUnknownMembersAndOtherOrderOfScopes() {
        TokenReply.Granted granted = granted(WireFile.response("keycloak"));

        assertThat(granted.lifetime()).contains(Duration.ofMinutes(5));
        assertThat(granted.scopes()).contains(Set.of("adhese-api", "ratecard"));
    }

    @Test
    void tellsNoScopeFromAScopeThatIsNotToldOf() {
        assertThat(granted(WireFile.response("keycloak-no-scope")).scopes()).contains(Set.of());
        assertThat(granted("{'access_token':'t'}").scopes()).isEmpty();
        assertThat(granted("{'access_token':'t','scope':null}").scopes()).isEmpty();
        assertThat(granted("{'access_token':'t','scope':['adhese-api']}").scopes())
                .isEmpty();
    }

    @Test
    void readsScopesWhateverSpaceIsBetweenThem() {
        assertThat(granted("{'access_token':'t','scope':'  b a\\ta  c\\n'}").scopes())
                .contains(Set.of("a", "b", "c"));
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_client, CREDENTIALS",
        "unauthorized_client, CREDENTIALS",
        "access_denied, CREDENTIALS",
        "invalid_grant, CREDENTIALS",
        "invalid_scope, SCOPE",
        "invalid_target, SCOPE",
        "invalid_request, REQUEST",
        "unsupported_grant_type, REQUEST",
        "temporarily_unavailable, TEMPORARY",
        "server_error, TEMPORARY",
        "Realm does not exist, UNKNOWN",
        "INVALID_CLIENT, UNKNOWN",
        "'', UNKNOWN"
    })
    void knowsTheErrorCodesOfTheSpecifications(String code, OAuthError meaning) {
        TokenReply reply = read("{'error':'" + code + "','error_description':'why'}");

        assertThat(reply).isEqualTo(new TokenReply.Refused(meaning, code, "why"));
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_grant, true",
        "invalid_client, false",
        "unauthorized_client, false",
        "invalid_request, false",
        "Invalid_Grant, false",
        "'', false"
    })
    void tellsARefusedGrantFromARefusedClient(String code, boolean isOfGrant) {
        TokenReply.Refused refused = (TokenReply.Refused) read("{'error':'" + code + "','error_description':'why'}");

        assertThat(refused.isOfGrant()).isEqualTo(isOfGrant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "true", "7", "{'code':'invalid_client'}"})
    void takesAnErrorThatIsNoTextForAnUnknownError(String error) {
        assertThat(read("{'error':" + error + ",'error_description':7}"))
                .isEqualTo(new TokenReply.Refused(OAuthError.UNKNOWN, "", ""));
    }

    @Test
    void looksForAnErrorBeforeAToken() {
        assertThat(read("{'access_token':'t','token_type':'Bearer','expires_in':300,'error':'server_error'}"))
                .isEqualTo(new TokenReply.Refused(OAuthError.TEMPORARY, "server_error", ""));
    }

    @Test
    void isNotDisturbedByAnErrorThatIsNull() {
        assertThat(granted("{'access_token':'t','error':null}").accessToken()).isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'Bearer'", "'bearer'", "'BEARER'", "'bEaReR'", "null"})
    void takesABearerTokenHoweverItsTypeIsWritten(String type) {
        assertThat(granted("{'access_token':'t','token_type':" + type + "}").accessToken())
                .isEqualTo("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'mac'", "'DPoP'", "''", "'Bearer '", "'bearer_token'", "1", "true", "['Bearer']", "{}"})
    void refusesEveryOtherType(String type) {
        assertThat(read("{'access_token':'t','token_type':" + type + "}"))
                .isEqualTo(new TokenReply.Unusable("token_type is not bearer", false));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "{}, access_token is missing (no fields)",
                "{'code':1; 'message':'x'}, access_token is missing (fields: code; message)",
                "{'access_token':null}, access_token is missing (fields: access_token)",
                "{'access_token':''}, access_token is no text or empty (fields: access_token)",
                "{'access_token':7}, access_token is no text or empty (fields: access_token)",
                "{'access_token':['t']}, access_token is no text or empty (fields: access_token)",
                "{'Access_Token':'t'}, access_token is missing (fields: Access_Token)",
            })
    void saysWhyAnAnswerIsNoToken(String json, String reason) {
        assertThat(read(json.replace(';', ','))).isEqualTo(new TokenReply.Unusable(reason.replace(';', ','), false));
    }

    @Test
    void namesTenFieldsAndClaimsNoMore() {
        Map<String, Object> json = new LinkedHashMap<>();
        IntStream.range(10, 20).forEach(i -> json.put("f" + i, i));

        assertThat(format.read(json))
                .isEqualTo(new TokenReply.Unusable(
                        "access_token is missing (fields: f10, f11, f12, f13, f14, f15, f16, f17, f18, f19)", false));
    }

    @Test
    void namesTheFirstTenFieldsOnly() {
        Map<String, Object> json = new LinkedHashMap<>();
        IntStream.range(10, 30).forEach(i -> json.put("f" + i, i));

        assertThat(format.read(json))
                .isEqualTo(new TokenReply.Unusable(
                        "access_token is missing (fields: f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, …)",
                        false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\n",
                "\\r\\nX-Evil: 1",
                " ",
                "\\t",
                "\\u0000",
                "\\u001b[2J",
                "\\u007f",
                "\\u0080",
                "ü",
                "\\u2028",
                "🔑"
            })
    void refusesATokenThatMustNotStandInAHeader(String character) {
        assertThat(read("{'access_token':'a" + character + "b','token_type':'Bearer'}"))
                .isEqualTo(
                        new TokenReply.Unusable("access_token has characters that must not stand in a header", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "'0'", "1e-9"})
    void asksAgainIfATokenIsOverAlready(String expiresIn) {
        assertThat(read("{'access_token':'t','expires_in':" + expiresIn + "}"))
                .isEqualTo(new TokenReply.Unusable("expires_in says that the token is over already", true));
    }

    @Test
    void doesNotShowTheToken() {
        assertThat(granted("{'access_token':'marker-token'}")).hasToString("Granted[hidden]");
        assertThat(granted("{'access_token':'t','refresh_token':'marker-token'}"))
                .hasToString("Granted[hidden]");
    }

    @Test
    void readsTheAnswerOfAdullamsDocumentation() {
        TokenReply.Granted granted = granted(AdullamWireFile.response("documented"));

        assertThat(granted.accessToken()).isEqualTo("made-up.access.token");
        assertThat(granted.lifetime()).contains(Duration.ofHours(1));
        assertThat(granted.scopes()).contains(Set.of("read", "write"));
        assertThat(granted.refreshToken()).isEmpty();
    }

    @Test
    void readsARefreshTokenOfAnyCharacters() {
        assertThat(granted(AdullamWireFile.response("invented-refresh-token")).refreshToken())
                .contains(Secret.of("made-up.refresh.token"));
        assertThat(granted("{'access_token':'t','refresh_token':' \\\\ü\\n🔑'}").refreshToken())
                .contains(Secret.of(" \\ü\n🔑"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "null", "7", "true", "['r']", "{}"})
    void takesWhatIsNoTextForNoRefreshToken(String refreshToken) {
        assertThat(granted("{'access_token':'t','refresh_token':" + refreshToken + "}")
                        .refreshToken())
                .isEmpty();
    }

    private TokenReply.Granted granted(String json) {
        TokenReply reply = read(json);
        assertThat(reply).isInstanceOf(TokenReply.Granted.class);
        return (TokenReply.Granted) reply;
    }

    private TokenReply read(String json) {
        return format.read(new JsonObjects().read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }
}
