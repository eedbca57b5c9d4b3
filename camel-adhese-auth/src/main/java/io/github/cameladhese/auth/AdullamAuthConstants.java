package io.github.cameladhese.auth;

import org.apache.camel.spi.Metadata;

/** The headers of {@code adullam-auth:}. */
public final class AdullamAuthConstants {

    @Metadata(
            label = "producer",
            description =
                    "Bearer and the current access token, as the API wants it (RFC 6750 section 2.1). Each run of the"
                            + " step replaces it.",
            javaType = "String")
    public static final String AUTHORIZATION = "Authorization";

    @Metadata(
            label = "producer",
            description =
                    "The authorization code of the user whose token is wanted, for grantType=authorization_code. The step"
                            + " takes it off the message and remembers it for this exchange.",
            javaType = "String")
    public static final String CODE = "CamelAdullamAuthCode";

    private AdullamAuthConstants() {}
}
