package io.github.cameladhese.auth.client;

import java.util.stream.Stream;

/** Answers with an error status: what the server says of the request, of the client, or of itself. */
final class RefusalFaults {

    private RefusalFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                error("400 Bad Request", "invalid_request"),
                error("400 Bad Request", "invalid_grant"),
                error("400 Bad Request", "invalid_scope"),
                error("400 Bad Request", "unsupported_grant_type"),
                error("400 Bad Request", "temporarily_unavailable"),
                page("400 Bad Request"),
                error("401 Unauthorized", "invalid_client"),
                error("401 Unauthorized", "unauthorized_client"),
                page("401 Unauthorized"),
                error("403 Forbidden", "access_denied"),
                page("403 Forbidden"),
                error("404 Not Found", "Realm does not exist"),
                page("404 Not Found"),
                page("405 Method Not Allowed"),
                page("408 Request Timeout"),
                page("410 Gone"),
                page("425 Too Early"),
                page("429 Too Many Requests"),
                error("429 Too Many Requests", "invalid_client"),
                error("500 Internal Server Error", "unknown_error"),
                page("500 Internal Server Error"),
                page("502 Bad Gateway"),
                page("503 Service Unavailable"),
                page("504 Gateway Timeout"),
                later("429, Retry-After in seconds", "Retry-After: 7"),
                later("429, Retry-After as a date by the server's clock", dated("Wed, 01 Jan 2020 00:00:07 GMT")),
                later("429, Retry-After as a date in the past", dated("Tue, 31 Dec 2019 23:59:59 GMT")),
                later("429, Retry-After in the format of RFC 850", dated("Wednesday, 01-Jan-20 00:00:07 GMT")),
                later("429, Retry-After in the format of asctime", dated("Wed Jan  1 00:00:07 2020")),
                later("429, Retry-After as a date by our clock", "Retry-After: Thu, 01 Jan 2026 00:00:07 GMT"),
                later("429, Retry-After past the deadline", "Retry-After: 60"),
                later("429, Retry-After with 20 digits", "Retry-After: 99999999999999999999"),
                later("429, Retry-After as garbage", "Retry-After: soon"),
                later("429, Retry-After zero", "Retry-After: 0"),
                later("429, Retry-After negative", "Retry-After: -7"),
                largePage("503 Service Unavailable with a page of more than 64 KiB"));
    }

    private static String dated(String retryAfter) {
        return "Date: Wed, 01 Jan 2020 00:00:00 GMT\r\nRetry-After: " + retryAfter;
    }

    private static Fault error(String status, String code) {
        String body = "{\"error\":\"" + code + "\",\"error_description\":\"why\"}";
        return answer(status.substring(0, 3) + " with error " + code, status, "Content-Type: application/json", body);
    }

    private static Fault page(String status) {
        return answer(status, status, "Content-Type: text/html", "<html>marker-body</html>");
    }

    private static Fault later(String name, String headers) {
        return answer(name, "429 Too Many Requests", headers, "");
    }

    private static Fault largePage(String name) {
        return answer(
                name,
                "503 Service Unavailable",
                "Content-Type: text/html\r\nRetry-After: 7",
                "x".repeat(64 * 1024 + 1));
    }

    private static Fault answer(String name, String status, String headers, String body) {
        return Fault.answer(
                name,
                "HTTP/1.1 " + status + "\r\n" + headers + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
