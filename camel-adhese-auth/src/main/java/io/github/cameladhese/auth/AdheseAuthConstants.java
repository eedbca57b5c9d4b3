package io.github.cameladhese.auth;

import org.apache.camel.spi.Metadata;

/** The headers of {@code adhese-auth:}. */
public final class AdheseAuthConstants {

    @Metadata(
            label = "producer",
            description =
                    "Bearer and the current access token, as the API wants it (RFC 6750 section 2.1). Each run of the"
                            + " step replaces it.",
            javaType = "String")
    public static final String AUTHORIZATION = "Authorization";

    private AdheseAuthConstants() {}
}
