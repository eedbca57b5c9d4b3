package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.provider.ClientAuthentication;
import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.provider.TokenRequest;
import io.github.cameladhese.auth.provider.WireFile;
import io.github.cameladhese.auth.token.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ServerTextTest {

    private static final String SECRET = "Marker&secret+1%/ü";

    @Property
    void letsTheSecretThroughInNoForm(
            @ForAll ClientAuthentication authentication,
            @ForAll("secrets") String secret,
            @ForAll @Size(min = 1, max = 6) List<@From("texts") String> around) {
        for (String form : forms(secret)) {
            String shown = text(secret, authentication).shown(String.join(form, around) + form);

            forms(secret).forEach(hidden -> assertThat(shown).doesNotContain(hidden));
        }
    }

    @Property
    void letsTheSecretThroughNotEvenWithCharactersInItThatDoNotPrint(
            @ForAll("secrets") String secret,
            @ForAll("notPrinting") String notPrinting,
            @ForAll @From("texts") String before,
            @ForAll int position) {
        for (String form : forms(secret)) {
            int cut = Math.floorMod(position, form.length());
            String split = form.substring(0, cut) + notPrinting + form.substring(cut);

            assertThat(text(secret, ClientAuthentication.post).shown(before + split + " after"))
                    .doesNotContain(form)
                    .doesNotContain(secret);
        }
    }

    /** As base64 is wrapped in a mail: a line break becomes a space, and a reader would put both halves together. */
    @Property
    void letsTheSecretThroughNotEvenWithALineBreakInIt(@ForAll("secrets") String secret, @ForAll int position) {
        int cut = 1 + Math.floorMod(position, secret.length() - 1);
        String split = secret.substring(0, cut) + "\r\n" + secret.substring(cut);

        assertThat(text(secret, ClientAuthentication.post)
                        .shown("it was " + split)
                        .replace(" ", ""))
                .doesNotContain(secret);
    }

    @Property
    void givesOneShortPrintableLine(@ForAll @From("texts") String text) {
        assertFit(text(SECRET, ClientAuthentication.post).shown(text));
    }

    @Property(tries = 100)
    void givesOneShortPrintableLineOfALongText(@ForAll @Size(min = 50, max = 300) List<@From("texts") String> texts) {
        assertFit(text(SECRET, ClientAuthentication.post).shown(String.join(" ", texts)));
    }

    @Property
    void keepsShortPlainWordsAsTheyAre(@ForAll("words") List<String> words) {
        String text = String.join(" ", words);

        assertThat(text(SECRET, ClientAuthentication.post).shown(text)).isEqualTo(text);
    }

    @Example
    void isNotCutWithinACharacter() {
        String shown = text(SECRET, ClientAuthentication.post).shown("x".repeat(3) + " 🔑".repeat(200));

        assertFit(shown);
        assertFit(text(SECRET, ClientAuthentication.post).shown(" 🔑".repeat(200)));
        assertFit(text(SECRET, ClientAuthentication.post).shown("xx" + " 🔑".repeat(200)));
    }

    @Example
    void isCutAfterTwoHundredCharacters() {
        ServerText text = text(SECRET, ClientAuthentication.post);
        String fits = "ab ".repeat(66) + "ab"; // 200

        assertThat(text.shown(fits)).isEqualTo(fits);
        assertThat(text.shown(fits + "c")).isEqualTo(fits + "…");
    }

    @Example
    void hidesWhatLooksLikeAToken() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3NjcyMjU5MDB9.c2lnbmF0dXJl";

        assertThat(text(SECRET, ClientAuthentication.post).shown("token " + token + " is over"))
                .isEqualTo("token [hidden] is over");
        assertThat(text(SECRET, ClientAuthentication.post).shown("a".repeat(39)))
                .isEqualTo("a".repeat(39));
        assertThat(text(SECRET, ClientAuthentication.post).shown("a".repeat(40)))
                .isEqualTo("[hidden]");
    }

    @Example
    void isACauseOnlyIfNoneOfItsMessagesHasTheSecret() {
        ServerText text = text(SECRET, ClientAuthentication.basic);
        IOException harmless = new IOException("closed", new IllegalStateException("x"));

        assertThat(text.asCause(harmless)).isSameAs(harmless);
        assertThat(text.asCause(new IOException())).isNotNull();
        for (String form : forms(SECRET)) {
            assertThat(text.asCause(new IOException("Invalid status line: " + form)))
                    .isNull();
            assertThat(text.asCause(new IOException("outer", new IOException("inner " + form))))
                    .isNull();
        }
    }

    @Example
    void isACauseOnlyIfItsMessagesAreShort() {
        ServerText text = text(SECRET, ClientAuthentication.post);

        assertThat(text.asCause(new IOException("x".repeat(400)))).isNotNull();
        assertThat(text.asCause(new IOException("x".repeat(401)))).isNull();
        assertThat(text.asCause(new IOException("\u001b[2J"))).isNull();
    }

    /** One that goes on for ever must not be followed, and one that is not followed to its end may hide a secret there. */
    @Example
    void isACauseOnlyIfItsCausesComeToAnEnd() {
        ServerText text = text(SECRET, ClientAuthentication.post);

        assertThat(text.asCause(nested(20))).isNotNull();
        assertThat(text.asCause(nested(21))).isNull();

        IOException suppressing = new IOException("outermost");
        suppressing.addSuppressed(nested(19));
        assertThat(text.asCause(suppressing)).isNotNull();
        IOException suppressingMore = new IOException("outermost");
        suppressingMore.addSuppressed(nested(20));
        assertThat(text.asCause(suppressingMore)).isNull();
    }

    private static IOException nested(int causes) {
        IOException failure = new IOException("innermost");
        for (int i = 0; i < causes; i++) {
            failure = new IOException("outer", failure);
        }
        return failure;
    }

    @Example
    void isNoCauseIfASuppressedMessageHasTheSecret() {
        IOException failure = new IOException("closed");
        failure.addSuppressed(new IOException("Invalid status line: " + SECRET));

        Throwable cause = text(SECRET, ClientAuthentication.post).asCause(failure);

        if (cause != null) {
            Outlets.of(cause).showNo(SECRET);
        }
    }

    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<String> usual = Arbitraries.strings()
                .withChars("ABCXYZabcxyz0123456789-_")
                .ofMinLength(8)
                .ofMaxLength(64);
        Arbitrary<String> odd = Arbitraries.strings()
                .withChars("abXY09&+%=:;/?\"'\\*~$^{}()|.ü€語")
                .ofMinLength(8)
                .ofMaxLength(64);
        return Arbitraries.oneOf(usual, odd).filter(secret -> !"[hidden]".contains(secret));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().all().ofMaxLength(40);
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars("ab \n\r\t\u0000\u001b\u007f\u0085\u00a0\u200b\u202e\u2028\u2029\ufeff\ud83d\udd11")
                .ofMaxLength(20);
        return Arbitraries.oneOf(any, nasty, words().map(words -> String.join(" ", words)));
    }

    @Provide
    Arbitrary<String> notPrinting() {
        return Arbitraries.strings()
                .withChars("\u0000\u0001\u0008\u001b\u007f\u0080\u200b\u202e\ufeff\u00ad")
                .ofMinLength(1)
                .ofMaxLength(5);
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Combinators.combine(
                        Arbitraries.of("Invalid", "client", "or", "scopes:", "adhese-api", "(why?)", "über", "語"),
                        Arbitraries.of("HTTP", "401", "parameter:", "grant_type", "'x'"))
                .as((a, b) -> a + " " + b)
                .list()
                .ofMaxSize(8);
    }

    private static void assertFit(String shown) {
        assertThat(shown.length()).isLessThanOrEqualTo(201);
        assertThat(shown.codePoints())
                .noneMatch(c -> Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || Character.getType(c) == Character.LINE_SEPARATOR
                        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR);
    }

    /** The secret itself, and as it could come back. */
    private static List<String> forms(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        List<String> forms = new ArrayList<>();
        forms.add(secret);
        forms.add(encoded);
        forms.add(Base64.getEncoder().encodeToString(bytes));
        return forms;
    }

    private static ServerText text(String secret, ClientAuthentication authentication) {
        TokenRequest golden = WireFile.Request.POST.at("https://auth.we.adhese.org");
        TokenRequest request =
                new TokenRequest(golden.tokenUrl(), golden.clientId(), authentication, golden.grant(), golden.scopes());
        Secret wrapped = Secret.of(secret);
        return new ServerText(wrapped, TokenFormat.form().write(request, wrapped));
    }
}
