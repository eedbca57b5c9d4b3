package io.github.cameladhese.auth;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where Adhese's token endpoints are: {@code
 * https://auth.{region}.adhese.org/realms/{realm}/protocol/openid-connect/token}, as the vendor documents it. Whatever could
 * turn that into another address is refused.
 */
final class AdheseAddress {

    private static final Pattern REGION = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

    private AdheseAddress() {}

    /** @throws IllegalArgumentException if a part is not fit for an address; the message names the option */
    static URI tokenUrl(String authServerUrl, String region, String realm, ServerAddress.PlainHttp plainHttp) {
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException(
                    "region must be small letters, digits and hyphens, such as we or cus, but is '" + region + "'.");
        }
        requireRealm(realm);
        URI server = ServerAddress.of(
                "authServerUrl",
                "https://auth.{region}.adhese.org",
                authServerUrl.replace("{region}", region),
                plainHttp);
        return URI.create(server + "/realms/" + realm + "/protocol/openid-connect/token");
    }

    /** @throws IllegalArgumentException if this could be more than one step of a path */
    static void requireRealm(String realm) {
        ServerAddress.requireName("realm", "adhese-auth:realm", realm);
    }
}
