package io.github.cameladhese.auth.token;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A client secret in a file, read whenever a token is requested, so that a rotated Kubernetes secret needs no restart.
 * UTF-8; line breaks at the end are not part of the secret, since editors and {@code echo} add one. Immutable.
 */
public final class ClientSecretFile implements ClientSecret {

    /** In bytes. A client secret is a line; whatever is larger is another file. */
    private static final int MOST = 8 * 1024;

    private final Path file;

    public ClientSecretFile(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    @Override
    public Secret read() throws IOException {
        String content = decode(bytes());
        int end = content.length();
        while (end > 0 && (content.charAt(end - 1) == '\n' || content.charAt(end - 1) == '\r')) {
            end--;
        }
        if (end == 0) {
            throw new IOException("clientSecretFile " + file + " is empty. Write the client secret into it.");
        }
        return Secret.of(content.substring(0, end));
    }

    @Override
    public String identity() {
        return "file:" + file;
    }

    @Override
    public String toString() {
        return "ClientSecretFile[" + file + "]";
    }

    private byte[] bytes() throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) { // a pipe would hold up everyone who waits for the token
            throw new IOException("clientSecretFile " + file
                    + " cannot be read (no regular file). Name a file that holds the client secret.");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST + 1);
        } catch (IOException e) {
            throw new IOException(
                    "clientSecretFile " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + "). Check the path and that this process may read it.",
                    e);
        }
        if (bytes.length > MOST) {
            throw new IOException("clientSecretFile " + file + " is larger than " + MOST
                    + " bytes. Name the file that holds only the client secret.");
        }
        return bytes;
    }

    private String decode(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "clientSecretFile " + file + " is not UTF-8 text. Save the client secret as UTF-8.", e);
        }
    }
}
