package io.github.cameladhese.auth.provider;

import java.util.List;

/** A request that was written down in a file, and what is asked with it. */
public interface GoldenRequest {

    String clientId();

    String secret();

    /** What is asked of the token endpoint at the given server. */
    TokenRequest at(String server);

    /** Method and path, the headers that matter in alphabetical order, an empty line, the body, a line break. */
    String text();

    default List<String> headers() {
        return text().lines().skip(1).takeWhile(line -> !line.isEmpty()).toList();
    }

    default String body() {
        return text().substring(text().indexOf("\n\n") + 2).stripTrailing();
    }
}
