package io.github.cameladhese.auth;

import io.github.cameladhese.auth.client.TransportSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * How connections are made, in Camel's terms; equal settings share their connections.
 *
 * @param connectTimeout of one connection, more than zero
 * @param sslContextParameters compared by identity; null for the JVM's default
 * @param proxy null for the JVM's default
 */
record ConnectionSettings(
        Duration connectTimeout, @Nullable SSLContextParameters sslContextParameters, @Nullable Proxy proxy) {

    /** An HTTP proxy. */
    record Proxy(String host, int port) {}

    /** @throws IllegalArgumentException if the key store or one of the algorithms cannot be had */
    TransportSettings transport(CamelContext context) {
        try {
            return new TransportSettings(
                    connectTimeout,
                    sslContextParameters == null ? null : sslContextParameters.createSSLContext(context),
                    proxy == null ? null : InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "sslContextParameters cannot be used: " + e.getMessage()
                            + ". Check its key and trust stores and their passwords.",
                    e);
        }
    }
}
