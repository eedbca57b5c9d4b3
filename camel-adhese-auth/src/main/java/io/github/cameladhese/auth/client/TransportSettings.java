package io.github.cameladhese.auth.client;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * How connections to token endpoints are made. Equal settings can share one {@link HttpTransport}.
 *
 * @param connectTimeout of one connection, more than zero
 * @param sslContext whom to trust; null for the JVM's default
 * @param proxy through which to connect; null for the JVM's default
 */
public record TransportSettings(
        Duration connectTimeout, @Nullable SSLContext sslContext, @Nullable InetSocketAddress proxy) {

    public TransportSettings {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be more than zero, but is " + connectTimeout);
        }
    }

    HttpClient.Builder builder() {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // one request every few minutes gains nothing from an upgrade
                .followRedirects(HttpClient.Redirect.NEVER) // the secret would follow to another host
                .connectTimeout(connectTimeout);
        if (sslContext != null) {
            // An engine's own parameters: those of the context would lose the protocols and ciphers that were
            // configured. A client's, since a server's defaults are wider than what the context allows.
            SSLEngine engine = sslContext.createSSLEngine();
            engine.setUseClientMode(true);
            builder.sslContext(sslContext).sslParameters(engine.getSSLParameters());
        }
        if (proxy != null) {
            builder.proxy(ProxySelector.of(proxy));
        }
        return builder;
    }
}
