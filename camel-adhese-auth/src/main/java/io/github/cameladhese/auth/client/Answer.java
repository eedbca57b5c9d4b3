package io.github.cameladhese.auth.client;

import java.net.URI;
import java.net.http.HttpHeaders;

/** An HTTP answer, whole and within bounds. It may hold a token and does not show it. */
final class Answer {

    private final int status;
    private final String contentType;
    private final String location;
    private final RetryAfter retryAfter;
    private final byte[] body;

    Answer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.contentType = headers.firstValue("Content-Type").orElse("");
        this.location = headers.firstValue("Location").orElse("");
        this.retryAfter = RetryAfter.of(headers);
        this.body = body;
    }

    int status() {
        return status;
    }

    RetryAfter retryAfter() {
        return retryAfter;
    }

    byte[] body() {
        return body;
    }

    boolean succeeded() {
        return status >= 200 && status < 300;
    }

    boolean redirects() {
        return status >= 300 && status < 400;
    }

    /** Status, type and size: what may be said of an answer without quoting it. */
    String outline(ServerText text) {
        String type = contentType.isEmpty() ? "no content type" : text.shown(contentType);
        return "HTTP " + status + ", " + type + ", " + body.length + " bytes";
    }

    /** The host that a redirect names, without the rest of the address, which may repeat parameters. */
    String redirectHost(ServerText text) {
        try {
            String host = URI.create(text.withoutSecrets(location)).getHost();
            return host == null ? "another path" : text.shown(host);
        } catch (IllegalArgumentException e) {
            return "an unreadable address";
        }
    }

    @Override
    public String toString() {
        return "Answer[hidden]";
    }
}
