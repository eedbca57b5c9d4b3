package io.github.cameladhese.auth.token;

import java.io.IOException;

/** Where the client secret comes from, asked again for every token request. Implementations are thread-safe. */
public interface ClientSecret {

    /**
     * The secret as it is now.
     *
     * @throws IOException if it cannot be read now; the message says where it was looked for and what to do, never what
     *     was found
     */
    Secret read() throws IOException;

    /**
     * Tells this place from any other, for a {@link TokenKey}: a fingerprint of the secret, or the path of its file, never
     * the secret. It does not change when the content of the file does.
     */
    String identity();

    /**
     * Tells the secret as it is now from any other that {@link #read()} has given or will give; empty while it cannot be
     * read. Not to be shown.
     */
    default String version() {
        try {
            return read().fingerprint();
        } catch (IOException e) {
            return "";
        }
    }

    /** A secret that is known and stays as it is. */
    static ClientSecret of(Secret secret) {
        return new FixedClientSecret(secret);
    }
}
