package io.github.cameladhese.examples.etl.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.UUID;

/** The one service account of a realm of the sandbox, with a secret that is new at each start. */
final class SandboxAccount {

    private static final String CLIENT_ID = "my-company-integration";

    private final String secret = UUID.randomUUID().toString();
    private final Set<String> permissions;

    SandboxAccount(Set<String> permissions) {
        this.permissions = Set.copyOf(permissions);
    }

    String clientId() {
        return CLIENT_ID;
    }

    String secret() {
        return secret;
    }

    boolean hasSecret(String given) {
        return MessageDigest.isEqual(bytes(secret), bytes(given));
    }

    Set<String> permissions() {
        return permissions;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
