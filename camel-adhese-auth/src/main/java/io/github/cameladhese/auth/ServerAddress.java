package io.github.cameladhese.auth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The address of a server to which a client secret is sent: whatever could make it another one is refused. */
final class ServerAddress {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[(?:::1|0:0:0:0:0:0:0:1)\\]");

    private static final int LONGEST_NAME = 255; // what Keycloak's database takes for a realm
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0," + (LONGEST_NAME - 2) + "}[A-Za-z0-9_-])?");

    /** Where the client secret may be sent without TLS. */
    enum PlainHttp {
        NOWHERE,
        LOOPBACK,
        ANYWHERE;

        boolean allows(boolean loopback) {
            return this == ANYWHERE || (this == LOOPBACK && loopback);
        }
    }

    private ServerAddress() {}

    /**
     * The server, without a slash at the end.
     *
     * @param option the name of the option that has the address
     * @param example what it may look like
     * @throws IllegalArgumentException if this is no address of a server; the message names the option
     */
    static URI of(String option, String example, String address, PlainHttp plainHttp) {
        URI server = parsed(option, example, address);
        if (!"https".equals(server.getScheme()) && !plainHttp.allows(isLoopback(server))) {
            throw new IllegalArgumentException(
                    option + " '" + server + "' is plain http to a host that is not loopback, or through a"
                            + " proxy, so anyone on the way could read what is sent. Use https.");
        }
        return server;
    }

    /**
     * Looks at the name of a realm or account, before it becomes part of an address or of a message.
     *
     * @param option what the name is called
     * @param address what an endpoint's address looks like
     * @throws IllegalArgumentException if this could be more than one step of a path
     */
    static void requireName(String option, String address, String name) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw new IllegalArgumentException(
                    option + " must be letters, digits, '.', '_' and '-', at most " + LONGEST_NAME
                            + " of them, such as customer-name, but is '" + shown(name)
                            + "'. Write " + address + ", with options behind a '?'.");
        }
    }

    private static URI parsed(String option, String example, String address) {
        URI url;
        try {
            url = new URI(address.replaceAll("/+$", ""));
        } catch (URISyntaxException e) {
            // Not as the cause, whose message repeats the value.
            throw refused(option, example, "is no URL (" + e.getReason() + ")");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refused(option, example, "does not begin with https://");
        }
        if (url.getHost() == null) {
            throw refused(option, example, "names no host");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw refused(option, example, "has a user, a query or a fragment");
        }
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + url.getRawPath());
    }

    /** Does not repeat the value: a user and password may stand in it. */
    private static IllegalArgumentException refused(String option, String example, String reason) {
        return new IllegalArgumentException(option + " " + reason + ". Write it like " + example + ".");
    }

    /** Short, and in one line of a log. */
    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 100
                ? printable
                : printable.substring(0, 100) + "… (" + name.length() + " characters)";
    }

    /** By its name only: what a name server says may change. */
    private static boolean isLoopback(URI server) {
        return LOOPBACK.matcher(server.getHost()).matches();
    }
}
