package io.github.cameladhese.auth.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenKey;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class EntrySealTest {

    private static final Secret SECRET = Secret.of("s3cr3t");
    private static final TokenKey KEY =
            key("https://id.example/token", "me", "file:/a", Set.of("a", "b"), "POST", Map.of());

    private final EntrySeal seal = EntrySeal.of(SECRET, KEY);

    @Property(tries = 200)
    void opensWhatItSealed(@ForAll byte[] text) {
        assertThat(opened(seal, sealed(text))).hasValue(text);
        assertThat(opened(EntrySeal.of(Secret.of("s3cr3t"), KEY), sealed(text))).hasValue(text);
    }

    /** Processes of different releases share a token: what one has sealed before opens, where it lies. */
    @Example
    void opensWhatWasSealedBefore() {
        assertThat(seal.place()).isEqualTo("e1156f6bceca5d0243337c9b6f12e5a1abb4607124bf586a7d234c842498832b");
        byte[] entry =
                HexFormat.of().parseHex("01f50358daf4bb778c3af076c55f33a7239388e6b8c5cb3a3d6f7f2d4cc0d9001a9ed580");
        assertThat(opened(seal, entry)).hasValue("a token".getBytes(UTF_8));
    }

    @Property(tries = 500)
    void doesNotOpenWhatHasABitFlippedAnywhere(
            @ForAll @Size(max = 100) byte[] text, @ForAll @IntRange(min = 0, max = 1_000_000) int anywhere) {
        byte[] entry = sealed(text);
        int bit = anywhere % (entry.length * 8);
        entry[bit / 8] ^= (byte) (1 << (bit % 8));
        assertThat(opened(seal, entry)).isEmpty();
    }

    @Example
    void doesNotOpenWhatHasAnyOfItsBitsFlipped() {
        byte[] entry = sealed("a token".getBytes(UTF_8));
        for (int bit = 0; bit < entry.length * 8; bit++) {
            byte[] flipped = entry.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(opened(seal, flipped)).as("bit %d", bit).isEmpty();
        }
    }

    @Example
    void doesNotOpenWhatIsCutOrLengthened() {
        byte[] entry = sealed("a token".getBytes(UTF_8));
        for (int length = 0; length < entry.length; length++) {
            assertThat(opened(seal, Arrays.copyOf(entry, length)))
                    .as("%d bytes", length)
                    .isEmpty();
        }
        assertThat(opened(seal, Arrays.copyOf(entry, entry.length + 1))).isEmpty();
    }

    @Property(tries = 300)
    void doesNotOpenGarbage(@ForAll @Size(max = 200) byte[] garbage) {
        assertThat(opened(seal, garbage)).isEmpty();
        byte[] ofOurVersion = Arrays.copyOf(garbage, garbage.length + 1);
        ofOurVersion[0] = 1;
        assertThat(opened(seal, ofOurVersion)).isEmpty();
    }

    @Property(tries = 200)
    void anotherSecretOpensNothingAndLooksElsewhere(@ForAll @NotEmpty String other) {
        if (!other.equals("s3cr3t")) {
            EntrySeal others = EntrySeal.of(Secret.of(other), KEY);
            assertThat(opened(others, sealed("a token".getBytes(UTF_8)))).isEmpty();
            assertThat(others.place()).isNotEqualTo(seal.place());
        }
    }

    @Example
    void anotherTokenOfTheSameClientOpensNothingAndLooksElsewhere() {
        List<TokenKey> others = List.of(
                key("https://id.example/token2", "me", "", Set.of("a", "b"), "POST", Map.of()),
                key("https://id.example/token", "you", "", Set.of("a", "b"), "POST", Map.of()),
                key("https://id.example/token", "me", "", Set.of("a"), "POST", Map.of()),
                key("https://id.example/token", "me", "", Set.of("ab"), "POST", Map.of()),
                key("https://id.example/token", "me", "", Set.of("a", "b"), "BASIC", Map.of()),
                key("https://id.example/token", "me", "", Set.of("a"), "POST", Map.of("b", "")),
                key("https://id.example/token", "me", "", Set.of("a", "b"), "POST", Map.of("c", "d")),
                key("https://id.example/token", "me", "", Set.of("a", "b"), "POST", Map.of("cd", "")));
        Set<String> places = new HashSet<>(Set.of(seal.place()));
        for (TokenKey other : others) {
            EntrySeal theirs = EntrySeal.of(SECRET, other);
            assertThat(opened(theirs, sealed("a token".getBytes(UTF_8))))
                    .as("%s", other)
                    .isEmpty();
            assertThat(places.add(theirs.place())).as("%s", other).isTrue();
        }
    }

    @Example
    void whereTheSecretComesFromMakesNoDifference() {
        EntrySeal elsewhere = EntrySeal.of(
                SECRET, key("https://id.example/token", "me", "file:/b", Set.of("b", "a"), "POST", Map.of()));
        assertThat(elsewhere.place()).isEqualTo(seal.place());
        assertThat(opened(elsewhere, sealed("a token".getBytes(UTF_8)))).hasValue("a token".getBytes(UTF_8));
    }

    @Example
    void whatIsSealedForOnePlaceOpensInNoOther() {
        byte[] lease = seal.seal(seal.leasePlace(), "a lease".getBytes(UTF_8));
        assertThat(seal.open(seal.leasePlace(), lease)).hasValue("a lease".getBytes(UTF_8));
        assertThat(seal.open(seal.place(), lease)).isEmpty();
    }

    @Example
    void whatIsLargerThanAnyTokenIsNotEvenTried() {
        byte[] largest = new byte[128 * 1024 - 1 - 12 - 16];
        assertThat(opened(seal, sealed(largest))).hasValue(largest);
        assertThat(opened(seal, sealed(new byte[largest.length + 1]))).isEmpty();
    }

    @Example
    void theSameTextIsNeverSealedTheSameWay() {
        Set<String> entries = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(entries.add(new String(sealed("a token".getBytes(UTF_8)), ISO_8859_1)))
                    .isTrue();
        }
    }

    @Example
    void neitherEntryNorPlaceNorToStringShowsTextOrSecret() {
        String shown =
                new String(sealed("MARKER".getBytes(UTF_8)), ISO_8859_1) + seal.place() + seal.leasePlace() + seal;
        assertThat(shown).doesNotContain("MARKER", "s3cr3t", "id.example", SECRET.fingerprint());
        assertThat(seal.place()).matches("[0-9a-f]{64}");
        assertThat(seal.leasePlace()).hasSizeLessThan(100).startsWith(seal.place());
    }

    private byte[] sealed(byte[] text) {
        return seal.seal(seal.place(), text);
    }

    /** As if it were found at the place of the seal that made it: that places differ is not what keeps it closed. */
    private Optional<byte[]> opened(EntrySeal by, byte[] entry) {
        return by.open(seal.place(), entry);
    }

    private static TokenKey key(
            String url,
            String client,
            String identity,
            Set<String> scopes,
            String authentication,
            Map<String, String> grant) {
        return new TokenKey(URI.create(url), client, identity, scopes, authentication, "client_credentials", grant);
    }
}
