package io.github.cameladhese.auth.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameladhese.auth.keycloak.JsonHttp.Reply;

/** What Adhese's support agent can do: Keycloak's admin API. */
final class KeycloakAdmin {

    private static final String REALMS = "/admin/realms";
    private static final String OURS = REALMS + "/" + KeycloakServer.REALM;

    private final JsonHttp http;

    KeycloakAdmin(KeycloakServer server) {
        this.http = new JsonHttp(server);
    }

    /** Gives the client another secret; the old one is void at once. */
    String rotateSecret(String clientId) {
        return good(http.postJson(address(client(clientId)) + "/client-secret", token(), ""))
                .get("value")
                .asText();
    }

    /** Switches the client off, or on again. */
    void setEnabled(String clientId, boolean enabled) {
        ObjectNode client = client(clientId);
        client.put("enabled", enabled);
        good(http.putJson(address(client), token(), client.toString()));
    }

    /** Makes a realm that is switched off. */
    void createDisabledRealm(String realm) {
        good(http.postJson(REALMS, token(), "{\"realm\":\"" + realm + "\",\"enabled\":false}"));
    }

    /** How many tokens Keycloak says it gave to the client so far. */
    int tokensIssuedTo(String clientId) {
        return good(http.get(OURS + "/events?type=CLIENT_LOGIN&max=10000&client=" + clientId, token()))
                .size();
    }

    private ObjectNode client(String clientId) {
        return (ObjectNode)
                good(http.get(OURS + "/clients?clientId=" + clientId, token())).get(0);
    }

    private static String address(JsonNode client) {
        return OURS + "/clients/" + client.get("id").asText();
    }

    /** Anew each time: an administrator's token lives for a minute. */
    private String token() {
        return good(http.postForm(
                        "/realms/master/protocol/openid-connect/token",
                        "grant_type=password&client_id=admin-cli&username=" + KeycloakServer.ADMIN + "&password="
                                + KeycloakServer.ADMIN_PASSWORD))
                .get("access_token")
                .asText();
    }

    private static JsonNode good(Reply reply) {
        assertThat(reply.status())
                .as("status of the admin API, with %s", reply.body())
                .isBetween(200, 299);
        return reply.body();
    }
}
