package io.github.cameladhese.auth.provider;

import io.github.cameladhese.auth.token.Secret;
import java.util.Collection;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What entitles the client to a token (RFC 6749 §1.3). Immutable; it may hold an authorization code or a refresh token, and
 * {@code toString} shows neither.
 */
public final class Grant {

    private static final String AUTHORIZATION_CODE = "authorization_code";
    private static final String REFRESH_TOKEN = "refresh_token";

    private final String type;
    private final Map<String, String> parameters;
    private final Map<String, Secret> secrets;

    /**
     * A grant without secrets of its own.
     *
     * @param type the value of {@code grant_type}
     * @param parameters what this grant adds to the request, by wire name
     */
    public Grant(String type, Map<String, String> parameters) {
        this(type, parameters, Map.of());
    }

    private Grant(String type, Map<String, String> parameters, Map<String, Secret> secrets) {
        this.type = type;
        this.parameters = Map.copyOf(parameters);
        this.secrets = Map.copyOf(secrets);
    }

    /** The client's own credentials (RFC 6749 §4.4). */
    public static Grant clientCredentials() {
        return new Grant("client_credentials", Map.of());
    }

    /**
     * What a user lets the client have (RFC 6749 §4.1.3), once {@link #with} has added the code.
     *
     * @param redirectUri the one to which the authorization server sends the code
     */
    public static Grant authorizationCode(String redirectUri) {
        return new Grant(AUTHORIZATION_CODE, Map.of("redirect_uri", redirectUri));
    }

    /** The same with an authorization code, which works once. */
    public Grant with(Secret code) {
        return new Grant(type, parameters, Map.of("code", code));
    }

    /** What came along with an earlier token (RFC 6749 §6). */
    public static Grant refreshToken(Secret token) {
        return new Grant(REFRESH_TOKEN, Map.of(), Map.of(REFRESH_TOKEN, token));
    }

    /** The value of {@code grant_type}. */
    public String type() {
        return type;
    }

    /** Whether it is an authorization code, which works once. */
    public boolean isCode() {
        return type.equals(AUTHORIZATION_CODE) && !secrets.isEmpty();
    }

    /** Whether a user is behind it: it is a code, or came of one. */
    public boolean isOfUser() {
        return !secrets.isEmpty();
    }

    /** Whether a code has to be added first. */
    public boolean awaitsCode() {
        return type.equals(AUTHORIZATION_CODE) && secrets.isEmpty();
    }

    /** Whether a scope may be asked for: with a refresh token, what was granted with it is meant (RFC 6749 §6). */
    boolean takesScope() {
        return !type.equals(REFRESH_TOKEN);
    }

    /** What must not be seen of it. */
    public Collection<Secret> secrets() {
        return secrets.values();
    }

    /** What it adds to the request, by wire name, secrets included. */
    SortedMap<String, String> wire() {
        SortedMap<String, String> wire = new TreeMap<>(parameters);
        secrets.forEach((name, secret) -> wire.put(name, secret.reveal()));
        return wire;
    }

    /** What tells it from any other of its type: as {@link #wire()}, but with fingerprints for secrets. */
    public Map<String, String> identity() {
        Map<String, String> identity = new TreeMap<>(parameters);
        secrets.forEach((name, secret) -> identity.put(name, secret.fingerprint()));
        return identity;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Grant that
                && type.equals(that.type)
                && parameters.equals(that.parameters)
                && secrets.equals(that.secrets);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public String toString() {
        return "Grant[" + type + ", " + wire().keySet() + "]";
    }
}
