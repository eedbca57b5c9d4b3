package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.CapturedLogs;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** All that anyone can see of an exception: its stack trace has every cause and every suppressed one in it. */
final class Outlets {

    private final String seen;

    private Outlets(String seen) {
        this.seen = seen;
    }

    static Outlets of(Throwable failure) {
        return new Outlets(CapturedLogs.printed(failure));
    }

    void showNo(String secret) {
        assertThat(seen)
                .doesNotContain(secret)
                .doesNotContain(Provider.ADULLAM.encoded(secret))
                .doesNotContain(URLEncoder.encode(secret, StandardCharsets.UTF_8))
                .doesNotContain(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }
}
