package io.github.cameladhese.examples.payments.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * {@code GET /authorize}, which is <em>invented</em>, though it keeps to RFC 6749 §4.1.1: nothing is documented of how users of
 * Adullam log in. It logs a made-up user in at once and sends the browser back with a code; with {@code deny=true}, the user
 * does not want to. Thread-safe.
 */
final class AuthorizeEndpoint implements Reply.Answerer {

    private static final Set<String> PARAMETERS =
            Set.of("response_type", "client_id", "redirect_uri", "scope", "state", "deny");

    private final SandboxClient client;
    private final IssuedCodes codes;

    AuthorizeEndpoint(SandboxClient client, IssuedCodes codes) {
        this.client = client;
        this.codes = codes;
    }

    @Override
    public Reply answer(HttpExchange request) {
        try {
            Parameters parameters = Parameters.of(request.getRequestURI(), PARAMETERS);
            String redirectUri = parameters.get("redirect_uri").orElse("");
            // The browser is not sent to an address that the client has not registered (RFC 6749 §4.1.2.1).
            if (!client.id().equals(parameters.get("client_id").orElse("")) || !isRegistered(redirectUri)) {
                return Reply.error(400, "invalid_request", "another client or redirect_uri");
            }
            return new Reply(302, "", Map.of("Location", redirectUri + "?" + outcome(parameters, redirectUri)));
        } catch (IllegalArgumentException e) {
            return Reply.error(400, "invalid_request", String.valueOf(e.getMessage()));
        }
    }

    private String outcome(Parameters parameters, String redirectUri) {
        Optional<SortedSet<String>> scopes = Scopes.of(parameters.get("scope"));
        String answer;
        if (!parameters.get("response_type").equals(Optional.of("code"))) {
            answer = "error=unsupported_response_type";
        } else if (scopes.isEmpty()) {
            answer = "error=invalid_scope";
        } else if (parameters.get("deny").isPresent()) {
            answer = "error=access_denied";
        } else {
            answer = "code=" + codes.issue(redirectUri, scopes.get());
        }
        return parameters
                .get("state")
                .map(state -> answer + "&state=" + URLEncoder.encode(state, StandardCharsets.UTF_8))
                .orElse(answer);
    }

    /** What runs on this machine, at any port (RFC 8252 §7.3). */
    private static boolean isRegistered(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return "http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost()) && uri.getRawQuery() == null;
    }
}
