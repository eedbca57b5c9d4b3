package io.github.cameladhese.auth.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cameladhese.auth.client.JsonObjects;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * A {@link ManyTokensServer} that both vendors can ask. A request of Adullam's names no account, so that its client id stands
 * for the realm.
 */
public final class TenantTokens implements AutoCloseable {

    private final ManyTokensServer server = new ManyTokensServer();
    private final RawServer jsonFront = new RawServer(this::pass);
    private final JsonObjects json = new JsonObjects();

    /** What the vendor's server option has to be. */
    public String url(Vendor vendor) {
        return vendor == Vendor.ADHESE ? server.url() : jsonFront.url();
    }

    public ManyTokensServer server() {
        return server;
    }

    /** The header with the token that this client gets as the n-th. */
    public static String bearer(Vendor vendor, String realm, String clientId, int number) {
        return "Bearer " + owner(vendor, realm, clientId) + "/" + clientId + "/" + number;
    }

    /** Who asked for the tokens that this client gets, each as {@code id:secret}. */
    public Set<String> clients(Vendor vendor, String realm, String clientId) {
        return server.clients(owner(vendor, realm, clientId));
    }

    /** Open connections of clients. */
    public long connections() {
        return server.connections()
                + jsonFront.connections().stream()
                        .filter(connection -> !connection.isOver())
                        .count();
    }

    @Override
    public void close() {
        server.close(); // first, since the other waits for its answers
        jsonFront.close();
    }

    private static String owner(Vendor vendor, String realm, String clientId) {
        return vendor == Vendor.ADHESE ? realm : clientId;
    }

    private void pass(RawServer.Connection connection) throws IOException {
        while (true) {
            String request = connection.readRequest();
            Map<String, Object> body =
                    json.read(request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(UTF_8));
            connection.write(RawServer.json(answer(body.get("client_id"), body.get("client_secret"))));
        }
    }

    private String answer(Object clientId, Object clientSecret) throws IOException {
        URI url = URI.create(server.url() + "/realms/" + clientId + "/protocol/openid-connect/token");
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestProperty("Connection", "close");
        connection.setDoOutput(true);
        connection
                .getOutputStream()
                .write(("client_id=" + clientId + "&client_secret=" + clientSecret).getBytes(UTF_8));
        return new String(connection.getInputStream().readAllBytes(), UTF_8);
    }
}
