package io.github.cameladhese.examples.payments.login;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameladhese.auth.AdullamAuthPolicy;
import io.github.cameladhese.auth.token.AuthorizationCodeSpentException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.cookie.CookieHandler;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /login} sends a browser away to log in, {@code /callback} is where it comes back to with a code. */
final class LoginRoutes extends RouteBuilder {

    /** RAW, since the address may have an & of its own. */
    static final String TOKEN =
            "adullam-auth:login?grantType=authorization_code&redirectUri=RAW({{login.redirect-uri}})";

    private static final Logger LOG = LoggerFactory.getLogger(LoginRoutes.class);
    private static final String PAGE = "?httpMethodRestrict=GET&headerFilterStrategy=#" + LoginSite.HEADERS
            + "&useCookieHandler=true&cookieConfiguration=#" + LoginSite.COOKIES;
    private static final String COOKIE = "login";

    private final OpenLogins logins;

    LoginRoutes(OpenLogins logins) {
        this.logins = logins;
    }

    @Override
    public void configure() {
        onException(LoginException.class).handled(true).process(LoginRoutes::refused);
        onException(AuthorizationCodeSpentException.class).handled(true).process(LoginRoutes::spent);
        onException(Exception.class).handled(true).process(LoginRoutes::failed);

        from("platform-http:/login" + PAGE).process(this::sendAway);

        from("platform-http:/callback" + PAGE)
                .process(this::comeBack)
                .removeHeaders("*", "code") // nothing else of the browser's request goes on from here
                // Takes the code off the message, so that the API does not get it, and the token after the call, so
                // that the browser does not.
                .policy(new AdullamAuthPolicy(TOKEN))
                .to("{{payments.api-url}}{{payments.path}}?httpMethod=GET&limit=5")
                .end()
                .unmarshal()
                .json(JsonNode.class)
                .process(LoginRoutes::welcome);
    }

    /** No PKCE (RFC 7636): the documented token request has no code_verifier. */
    private void sendAway(Exchange exchange) {
        String state = logins.begin();
        cookies(exchange).addCookie(COOKIE, state);
        new Page(302, "Log in", "You are sent to the login.").answer(exchange);
        exchange.getMessage()
                .setHeader(
                        "Location",
                        setting("{{login.authorize-url}}") + "?response_type=code&client_id="
                                + encoded(setting("{{camel.component.adullam-auth.client-id}}")) + "&redirect_uri="
                                + encoded(setting("{{login.redirect-uri}}")) + "&state=" + encoded(state));
    }

    /** Whether there is a code, and one of a login that this browser began. */
    private void comeBack(Exchange exchange) throws LoginException {
        String state = exchange.getMessage().getHeader("state", String.class);
        if (!logins.finish(state, cookies(exchange).getCookieValue(COOKIE))) {
            throw new LoginException(400, "This login was not begun in this browser, took too long, or is over.");
        }
        cookies(exchange).removeCookie(COOKIE);
        if ("access_denied".equals(exchange.getMessage().getHeader("error"))) {
            throw new LoginException(403, "You did not allow it, so nothing was fetched.");
        }
        if (exchange.getMessage().getHeader("code") == null) {
            throw new LoginException(400, "The login brought no code.");
        }
    }

    /** Ids and amounts, of which the page can show some; nothing of the payers. */
    private static void welcome(Exchange exchange) {
        List<String> lines = new ArrayList<>();
        for (JsonNode payment : exchange.getMessage().getBody(JsonNode.class).path("data")) {
            lines.add(
                    payment.path("id").asText() + ": " + payment.path("amount").asText() + " "
                            + payment.path("currency").asText());
        }
        new Page(200, "You are logged in. Some payments:", lines).answer(exchange);
    }

    private static void refused(Exchange exchange) {
        LoginException refusal = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, LoginException.class);
        new Page(refusal.status(), "You are not logged in", String.valueOf(refusal.getMessage())).answer(exchange);
    }

    /** Not 401, which would have to say how to authenticate (RFC 9110 §15.5.2), and a login is not among the ways. */
    private static void spent(Exchange exchange) {
        Exception spent = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        // Once in a while a user reloads a page. With each login, something is wrong that another login does not mend.
        LOG.warn("{}{}", spent.getMessage(), spent.getSuppressed().length == 0 ? "" : " The API rejected the token.");
        new Page(400, "You are not logged in", "This login cannot be used any more.").answer(exchange);
    }

    /** For the user nothing of the reason, for the operator nothing secret. */
    private static void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        LOG.warn(
                "No page after a login: {}",
                failure instanceof HttpOperationFailedException refused
                        ? "the API answered HTTP " + refused.getStatusCode() + "."
                        : failure.getMessage());
        new Page(502, "That did not work", "Adullam cannot be reached now, or refused. Try again later.")
                .answer(exchange);
    }

    private static CookieHandler cookies(Exchange exchange) {
        return exchange.getProperty(Exchange.COOKIE_HANDLER, CookieHandler.class);
    }

    private String setting(String placeholder) {
        return getContext().resolvePropertyPlaceholders(placeholder);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
