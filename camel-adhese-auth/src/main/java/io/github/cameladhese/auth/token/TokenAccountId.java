package io.github.cameladhese.auth.token;

/**
 * Whose token: what health checks, consoles, meters and listeners call it by. Two accounts that differ in something else, such
 * as the scope, have the same.
 *
 * @param component the scheme of the component, such as {@code adhese-auth}
 * @param realm the realm, or the name that stands for it in an {@code adullam-auth:} address
 * @param clientId the client id
 */
public record TokenAccountId(String component, String realm, String clientId) {

    /** Realm and client id: what tells the accounts of one component apart. */
    public String name() {
        return realm + "/" + clientId;
    }

    /** Component, realm and client id, such as {@code adhese-auth:customer-name/my-client}. */
    @Override
    public String toString() {
        return component + ":" + name();
    }
}
