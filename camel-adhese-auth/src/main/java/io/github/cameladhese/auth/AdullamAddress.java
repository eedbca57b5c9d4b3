package io.github.cameladhese.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where Adullam's token endpoint is, {@code https://api.adullam.dev/v1/oauth/token} as the vendor documents it, and where a
 * user's browser comes back to.
 */
final class AdullamAddress {

    /** Plain steps: neither a query nor something that a server could take for one step back. */
    private static final Pattern PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

    private AdullamAddress() {}

    /** @throws IllegalArgumentException if a part is not fit for an address; the message names the option */
    static URI tokenUrl(String baseUrl, String tokenPath, ServerAddress.PlainHttp plainHttp) {
        if (!PATH.matcher(tokenPath).matches()) {
            throw new IllegalArgumentException(
                    "tokenPath must be a path such as /v1/oauth/token, without a query, but is '" + tokenPath + "'.");
        }
        return URI.create(ServerAddress.of("baseUrl", "https://api.adullam.dev", baseUrl, plainHttp) + tokenPath);
    }

    /** @throws IllegalArgumentException if this is no name for an account */
    static void requireName(String name) {
        ServerAddress.requireName("name", "adullam-auth:name", name);
    }

    /**
     * As it was given, since the server compares it character by character (RFC 6749 §4.1.3).
     *
     * @throws IllegalArgumentException if this is no absolute URI without fragment (RFC 6749 §3.1.2)
     */
    static String redirectUri(String redirectUri) {
        try {
            URI uri = new URI(redirectUri);
            if (uri.isAbsolute() && uri.getRawFragment() == null) {
                return redirectUri;
            }
        } catch (URISyntaxException e) {
            // told below, without the exception's message, which repeats the value
        }
        throw new IllegalArgumentException("redirectUri must be an absolute URI without fragment, such as"
                + " https://example.com/callback, the very one that the authorization request had.");
    }
}
