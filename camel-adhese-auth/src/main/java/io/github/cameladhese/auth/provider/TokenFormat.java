package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.Secret;
import java.util.Map;
import java.util.function.Function;

/** How one kind of token endpoint is asked, and how it answers. Pure functions. */
public interface TokenFormat {

    /** The request as it goes over the wire. */
    WireRequest write(TokenRequest request, Secret secret);

    /**
     * What an answer says.
     *
     * @param json the answer's JSON object: strings, numbers, booleans, null, lists and maps; unknown members are ignored
     *     (RFC 6749 §5.1)
     */
    TokenReply read(Map<String, Object> json);

    /** Form-encoded, as RFC 6749 §4.4.2 asks and as Adhese, which is a Keycloak, expects it. */
    static TokenFormat form() {
        return new FormTokenFormat();
    }

    /**
     * As a JSON object, as Adullam expects it.
     *
     * @param json writes a JSON object
     */
    static TokenFormat json(Function<Map<String, String>, String> json) {
        return new JsonTokenFormat(json);
    }
}
