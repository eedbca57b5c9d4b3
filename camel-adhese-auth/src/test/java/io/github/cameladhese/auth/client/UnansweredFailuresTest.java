package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameladhese.auth.provider.TokenFormat;
import io.github.cameladhese.auth.provider.WireFile;
import io.github.cameladhese.auth.testkit.FakeClock;
import io.github.cameladhese.auth.token.Secret;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenTarget;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures that cannot be made on a loopback interface, and those that can be, side by side. */
class UnansweredFailuresTest {

    private static final String WANTS_CERTIFICATE = "the server wants a client certificate that it trusts (TLS alert ";

    private final TokenTarget target =
            new TokenTarget("customer-name", URI.create("https://auth.we.adhese.org/realms/customer-name/token"));

    @ParameterizedTest
    @MethodSource
    void saysWhatHappenedAndWhatToDo(Throwable failure, String reason, boolean retryable) {
        Secret secret = Secret.of("marker-secret");
        WireFile.Request golden = WireFile.Request.POST;
        ServerText text =
                new ServerText(secret, TokenFormat.form().write(golden.at("https://auth.we.adhese.org"), secret));

        TokenException seen = new UnansweredFailures(target, new FakeClock()).of(failure, text);

        assertThat(seen).isExactlyInstanceOf(TokenEndpointUnavailableException.class);
        assertThat(seen.retryable()).isEqualTo(retryable);
        assertThat(seen.status()).isEmpty();
        assertThat(seen).hasMessageStartingWith(target.noToken() + reason).hasCause(failure);
    }

    @ParameterizedTest
    @MethodSource
    void knowsWhatWasCertainlyNotSent(Throwable failure, boolean notSent) {
        assertThat(UnansweredFailures.beforeSending(failure)).isEqualTo(notSent);
    }

    static Stream<Arguments> knowsWhatWasCertainlyNotSent() {
        Throwable unresolved = new ConnectException("x");
        unresolved.initCause(new UnresolvedAddressException());
        Throwable untrusted = new SSLHandshakeException("x");
        untrusted.initCause(new CertificateException("y"));
        return Stream.of(
                arguments(new ConnectException("x"), true),
                arguments(unresolved, true),
                arguments(new HttpConnectTimeoutException("x"), true),
                arguments(untrusted, true),
                arguments(new SSLException("Tag mismatch!", new AEADBadTagException("y")), false),
                arguments(new SSLHandshakeException("x"), false),
                arguments(refused("certificate_required"), false), // with TLS 1.3 it crosses the request
                arguments(refusedOnJava25("certificate_required"), false),
                arguments(new IOException("x", new CertificateException("y")), false),
                arguments(new HttpTimeoutException("x"), false),
                arguments(new EOFException("x"), false),
                arguments(new IOException("x"), false),
                arguments(new RejectedExecutionException("x"), false));
    }

    static Stream<Arguments> saysWhatHappenedAndWhatToDo() {
        Throwable unresolved = new ConnectException("x");
        unresolved.initCause(new UnresolvedAddressException());
        Throwable untrusted = new SSLHandshakeException("x");
        untrusted.initCause(new CertificateException("y"));
        return Stream.of(
                arguments(new HttpConnectTimeoutException("x"), "no connection within connectTimeout.", true),
                arguments(new HttpTimeoutException("x"), "no complete answer within requestTimeout.", true),
                arguments(unresolved, "its host name is unknown.", true),
                arguments(new ConnectException("x"), "the connection was refused.", true),
                arguments(untrusted, "the server's certificate is not trusted, or is another host's.", false),
                arguments(refused("certificate_required"), WANTS_CERTIFICATE + "certificate_required).", false),
                arguments(refused("bad_certificate"), WANTS_CERTIFICATE + "bad_certificate).", false),
                arguments(refused("unknown_ca"), WANTS_CERTIFICATE + "unknown_ca).", false),
                arguments(refusedOnJava25("certificate_required"), WANTS_CERTIFICATE + "certificate_required).", false),
                arguments(refused("handshake_failure"), "no secure connection could be made.", true),
                arguments(refusedOnJava25("handshake_failure"), "no secure connection could be made.", true),
                arguments(new IOException("Received fatal alert: unknown_ca"), "the connection broke", true),
                arguments(new SSLHandshakeException(null), "no secure connection could be made.", true),
                arguments(new SSLHandshakeException("x"), "no secure connection could be made.", true),
                arguments(new SSLException("x"), "no secure connection could be made.", true),
                arguments(new EOFException("x"), "the connection broke before the answer was here.", true),
                arguments(new ProtocolException("x"), "the connection broke before the answer was here.", true),
                arguments(new IOException(), "the connection broke before the answer was here.", true),
                arguments(
                        new RejectedExecutionException("x"), "the request failed (RejectedExecutionException).", true));
    }

    private static SSLHandshakeException refused(String alert) {
        return new SSLHandshakeException("Received fatal alert: " + alert);
    }

    private static SSLHandshakeException refusedOnJava25(String alert) {
        return new SSLHandshakeException("(" + alert + ") Received fatal alert: " + alert);
    }
}
