package io.github.cameladhese.examples.payments.login;

import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.StringHelper;

/**
 * A plain page. It is not cached, loads nothing, and tells no other site its address, which has the code in it.
 *
 * @param paragraphs plain text
 */
record Page(int status, String title, List<String> paragraphs) {

    Page(int status, String title, String paragraph) {
        this(status, title, List.of(paragraph));
    }

    /** Puts the page in place of all that is on the message. */
    void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "text/html; charset=utf-8");
        message.setHeader("Cache-Control", "no-store");
        message.setHeader("Referrer-Policy", "no-referrer");
        message.setHeader("Content-Security-Policy", "default-src 'none'");
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setBody(html());
    }

    private String html() {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><title>")
                .append(StringHelper.xmlEncode(title))
                .append("</title></head><body>\n<h1>")
                .append(StringHelper.xmlEncode(title))
                .append("</h1>\n");
        paragraphs.forEach(
                text -> html.append("<p>").append(StringHelper.xmlEncode(text)).append("</p>\n"));
        return html.append("<p><a href=\"/login\">Log in")
                .append(status < 400 ? "" : " again")
                .append("</a></p>\n</body></html>\n")
                .toString();
    }
}
