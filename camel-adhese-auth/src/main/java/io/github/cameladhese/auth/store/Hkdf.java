package io.github.cameladhese.auth.store;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key derivation function of RFC 5869 with HMAC-SHA-256. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH_LENGTH = 32;

    private Hkdf() {}

    /**
     * A pseudorandom key of 32 bytes (§2.2).
     *
     * @param salt not secret; empty stands for 32 zeros
     * @param material what is secret
     */
    static byte[] extract(byte[] salt, byte[] material) {
        return hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt, material);
    }

    /**
     * Key material for one purpose (§2.3).
     *
     * @param key from {@link #extract}
     * @param info names the purpose
     * @param length in bytes, at most 255 * 32
     */
    static byte[] expand(byte[] key, byte[] info, int length) {
        if (length > 255 * HASH_LENGTH) {
            throw new IllegalArgumentException("length must be at most " + 255 * HASH_LENGTH + ", but is " + length);
        }
        byte[] material = new byte[length];
        byte[] block = {};
        int filled = 0;
        for (int number = 1; filled < length; number++) {
            byte[] input = Arrays.copyOf(block, block.length + info.length + 1);
            System.arraycopy(info, 0, input, block.length, info.length);
            input[input.length - 1] = (byte) number;
            block = hmac(key, input);
            int part = Math.min(HASH_LENGTH, length - filled);
            System.arraycopy(block, 0, material, filled, part);
            filled += part;
        }
        return material;
    }

    private static byte[] hmac(byte[] key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(HMAC + " is missing, though every Java platform must have it", e);
        }
    }
}
