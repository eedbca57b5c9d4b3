package io.github.cameladhese.auth.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import at.favre.lib.hkdf.HKDF;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenKey;
import io.github.cameladhese.auth.token.TokenStore;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what one token's entries in a store hold, the token itself and the lease to fetch the next, and opens what was sealed by
 * whoever knows the same client secret and wants the same token. Nobody else can read an entry or make one up, nor put one in
 * the other's place. Immutable and thread-safe.
 *
 * <p>An entry is a version, 12 random bytes, and the text encrypted with AES-256-GCM (NIST SP 800-38D), with the version, the
 * entry's place and the token's key as associated data. The key is derived from the client secret by HKDF (RFC 5869), for this
 * token only. The entry's place in the store is derived likewise, so that it tells nothing either. Who has the store can try
 * secrets out on it, as on any answer of a token server: that is hopeless for a random client secret, and not for a word.
 */
final class EntrySeal {

    private static final byte VERSION = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_LENGTH = 32;
    private static final byte[] SALT = ("io.github.cameladhese.auth token store " + VERSION).getBytes(UTF_8);

    /** No token is longer than the 64 KiB of its answer. */
    private static final int LONGEST_ENTRY = 128 * 1024;

    private static final HKDF DERIVATION = HKDF.fromHmacSha256();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;
    private final byte[] name;
    private final String place;

    private EntrySeal(SecretKeySpec key, byte[] name, String place) {
        this.key = key;
        this.name = name;
        this.place = place;
    }

    /**
     * The seal of one token.
     *
     * @param secret the client secret as it is now, in place of {@link TokenKey#secretIdentity()}: processes that have it from
     *     files of different names share a token all the same
     */
    static EntrySeal of(Secret secret, TokenKey token) {
        byte[] name = nameOf(token);
        byte[] root = DERIVATION.extract(SALT, secret.reveal().getBytes(UTF_8));
        byte[] sealing = DERIVATION.expand(root, join("seal".getBytes(UTF_8), name), KEY_LENGTH);
        byte[] place = DERIVATION.expand(root, join("place".getBytes(UTF_8), name), KEY_LENGTH);
        return new EntrySeal(
                new SecretKeySpec(sealing, "AES"), name, HexFormat.of().formatHex(place));
    }

    /** Where the token is: 64 hexadecimal digits. */
    String place() {
        return place;
    }

    /** Where the lease to fetch the next one is. */
    String leasePlace() {
        return place + TokenStore.LEASE;
    }

    /** @param at the place that the entry is for */
    byte[] seal(String at, byte[] text) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, at).doFinal(text);
            return join(new byte[] {VERSION}, join(nonce, sealed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/GCM is missing, though every Java platform must have it", e);
        }
    }

    /** What was sealed; empty if it was not sealed by such a seal for this place, or was changed since, in whatever way. */
    Optional<byte[]> open(String at, byte[] entry) {
        if (entry.length < 1 + NONCE_LENGTH + TAG_BITS / 8 || entry.length > LONGEST_ENTRY || entry[0] != VERSION) {
            return Optional.empty();
        }
        byte[] nonce = new byte[NONCE_LENGTH];
        ByteBuffer rest = ByteBuffer.wrap(entry, 1, entry.length - 1).get(nonce);
        byte[] sealed = new byte[rest.remaining()];
        rest.get(sealed);
        try {
            return Optional.of(cipher(Cipher.DECRYPT_MODE, nonce, at).doFinal(sealed));
        } catch (GeneralSecurityException e) { // not ours, or not whole
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "EntrySeal[hidden]";
    }

    private Cipher cipher(int mode, byte[] nonce, String at) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(new byte[] {VERSION});
        // 64 digits, and the lease's suffix: no two of these with a name are alike.
        cipher.updateAAD(at.getBytes(UTF_8));
        cipher.updateAAD(name);
        return cipher;
    }

    /** All that shapes the token but the secret; each part behind its length, so that no two tokens have the same name. */
    private static byte[] nameOf(TokenKey token) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        add(name, token.tokenUrl().toString());
        add(name, token.clientId());
        add(name, token.clientAuthentication());
        add(name, token.grantType());
        name.writeBytes(number(token.scopes().size()));
        new TreeSet<>(token.scopes()).forEach(scope -> add(name, scope));
        new TreeMap<>(token.grantParameters()).forEach((parameter, value) -> {
            add(name, parameter);
            add(name, value);
        });
        return name.toByteArray();
    }

    private static void add(ByteArrayOutputStream name, String part) {
        byte[] bytes = part.getBytes(UTF_8);
        name.writeBytes(number(bytes.length));
        name.writeBytes(bytes);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    private static byte[] join(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }
}
