package io.github.cameladhese.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where Adhese's token endpoints are: {@code
 * https://auth.{region}.adhese.org/realms/{realm}/protocol/openid-connect/token}, as the vendor documents it. Whatever could
 * turn that into another address is refused.
 */
final class AdheseAddress {

    private static final Pattern REGION = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final int LONGEST_REALM = 255; // what Keycloak's database takes
    private static final Pattern REALM =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0," + (LONGEST_REALM - 2) + "}[A-Za-z0-9_-])?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[(?:::1|0:0:0:0:0:0:0:1)\\]");

    /** Where the client secret may be sent without TLS. */
    enum PlainHttp {
        NOWHERE,
        LOOPBACK,
        ANYWHERE;

        boolean allows(boolean loopback) {
            return this == ANYWHERE || (this == LOOPBACK && loopback);
        }
    }

    private AdheseAddress() {}

    /** @throws IllegalArgumentException if a part is not fit for an address; the message names the option */
    static URI tokenUrl(String authServerUrl, String region, String realm, PlainHttp plainHttp) {
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException(
                    "region must be small letters, digits and hyphens, such as we or cus, but is '" + region + "'.");
        }
        requireRealm(realm);
        URI server = server(authServerUrl.replace("{region}", region));
        if (!"https".equals(server.getScheme()) && !plainHttp.allows(isLoopback(server))) {
            throw new IllegalArgumentException(
                    "authServerUrl '" + server + "' is plain http to a host that is not loopback, or through a"
                            + " proxy, so anyone on the way could read the client secret. Use https.");
        }
        return URI.create(server + "/realms/" + realm + "/protocol/openid-connect/token");
    }

    /** @throws IllegalArgumentException if this could be more than one step of a path */
    static void requireRealm(String realm) {
        if (!REALM.matcher(realm).matches() || realm.contains("..")) {
            throw new IllegalArgumentException(
                    "realm must be letters, digits, '.', '_' and '-', at most " + LONGEST_REALM
                            + " of them, such as customer-name, but is '" + shown(realm)
                            + "'. Write adhese-auth:realm, with options behind a '?'.");
        }
    }

    private static URI server(String authServerUrl) {
        URI url;
        try {
            url = new URI(authServerUrl.replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            // Not as the cause, whose message repeats the value.
            throw new IllegalArgumentException(refused("is no URL (" + e.getReason() + ")"));
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new IllegalArgumentException(refused("does not begin with https://"));
        }
        if (url.getHost() == null) {
            throw new IllegalArgumentException(refused("names no host"));
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(refused("has a user, a query or a fragment"));
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + url.getRawPath());
    }

    /** Does not repeat the value: a user and password may stand in it. */
    private static String refused(String reason) {
        return "authServerUrl " + reason + ". Write it like https://auth.{region}.adhese.org.";
    }

    /** Short, and in one line of a log. */
    private static String shown(String realm) {
        String printable = realm.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 100
                ? printable
                : printable.substring(0, 100) + "… (" + realm.length() + " characters)";
    }

    /** By its name only: what a name server says may change. */
    private static boolean isLoopback(URI server) {
        return LOOPBACK.matcher(server.getHost()).matches();
    }
}
