package io.github.cameladhese.examples.payments.login;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Something that keeps cookies, and is sent on step by step. */
public final class Browser {

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    /** Headers by name and value, in turn. */
    public HttpResponse<String> get(URI address, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Where this answer sends it. */
    public HttpResponse<String> get(HttpResponse<String> redirect) throws IOException, InterruptedException {
        return get(locationOf(redirect));
    }

    public static URI locationOf(HttpResponse<String> redirect) {
        return URI.create(redirect.headers().firstValue("Location").orElseThrow());
    }
}
