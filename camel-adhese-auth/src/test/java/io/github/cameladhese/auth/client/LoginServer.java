package io.github.cameladhese.auth.client;

import static io.github.cameladhese.auth.testkit.FakeTokenServer.json;
import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.cameladhese.auth.testkit.FakeTokenServer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A token endpoint as Adullam's, with answers in the order that a test wants, the last of them again and again. */
final class LoginServer implements AutoCloseable {

    private final FakeTokenServer server = new FakeTokenServer();

    /** A good answer for an hour. */
    static ResponseDefinitionBuilder token(String token) {
        return json(200, granted(token, "}"));
    }

    /** A good answer for an hour, with something to renew it by. */
    static ResponseDefinitionBuilder token(String token, String refreshToken) {
        return json(200, granted(token, ",\"refresh_token\":\"" + refreshToken + "\"}"));
    }

    private static String granted(String token, String end) {
        return "{\"access_token\":\"" + token
                + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"scope\":\"adhese-api\"" + end;
    }

    LoginServer answers(ResponseDefinitionBuilder... answers) {
        server.answers(number -> answers[Math.min(number, answers.length) - 1]);
        return this;
    }

    FakeTokenServer server() {
        return server;
    }

    /** A client that knows it. */
    Bench bench() {
        return new Bench(Provider.ADULLAM, server.url());
    }

    int requests() {
        return server.requestCount();
    }

    void awaitRequests(int requests) {
        await().until(() -> server.requestCount() == requests);
    }

    /** What entitled to a token in each of the requests so far: the grant type, and the code or refresh token with it. */
    List<String> grants() {
        return server.requests().stream()
                .map(request -> Provider.ADULLAM.members(request.getBodyAsString()))
                .map(LoginServer::grant)
                .toList();
    }

    private static String grant(Map<String, String> members) {
        return Stream.of("grant_type", "code", "refresh_token")
                .filter(members::containsKey)
                .map(members::get)
                .collect(joining(" "));
    }

    @Override
    public void close() {
        server.close();
    }
}
