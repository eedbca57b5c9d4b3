package io.github.cameladhese.examples.payments.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/** The one client of the sandbox, with a secret that is new at each start. */
record SandboxClient(String id, String secret) {

    static SandboxClient anyone() {
        return new SandboxClient(
                "sandbox-" + UUID.randomUUID(), UUID.randomUUID().toString());
    }

    boolean is(String givenId, String givenSecret) {
        return id.equals(givenId)
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), givenSecret.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "SandboxClient[" + id + "]";
    }
}
