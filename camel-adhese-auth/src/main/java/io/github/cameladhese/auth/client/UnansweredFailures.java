package io.github.cameladhese.auth.client;

import io.github.cameladhese.auth.token.CredentialsRejectedException;
import io.github.cameladhese.auth.token.TargetTerms;
import io.github.cameladhese.auth.token.TokenClock;
import io.github.cameladhese.auth.token.TokenEndpointUnavailableException;
import io.github.cameladhese.auth.token.TokenException;
import io.github.cameladhese.auth.token.TokenFailure;
import io.github.cameladhese.auth.token.TokenTarget;
import io.github.cameladhese.auth.token.UnusableAnswerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Turns what went wrong before a whole answer was here into a failure that says what to do. */
final class UnansweredFailures {

    /**
     * RFC 8446 §6.2; a client hears of no certificate but its own, as it checks the server's itself. Newer JDKs put the alert's
     * name in front, too.
     */
    private static final Pattern CLIENT_CERTIFICATE =
            Pattern.compile("^(?:\\([a-z_]+\\) )?Received fatal alert: (unknown_ca|[a-z_]*certificate[a-z_]*)$");

    private final TokenTarget target;
    private final TargetTerms terms;
    private final TokenClock clock;

    /** @param clock now, as far as an answer that was too large names a date to come back at */
    UnansweredFailures(TokenTarget target, TokenClock clock) {
        this.target = target;
        this.terms = target.terms();
        this.clock = clock;
    }

    /** The client secret could not be read; the exception says where and why. */
    TokenException noSecret(IOException failure) {
        // Retryable: a mounted secret is missing for a moment while it is replaced.
        return new CredentialsRejectedException(
                TokenFailure.unanswered(target, true), target.noToken() + failure.getMessage(), failure);
    }

    /** The request was sent, or could not be. */
    TokenException of(Throwable failure, ServerText text) {
        if (causeOf(failure, AnswerTooLargeException.class) instanceof AnswerTooLargeException tooLarge) {
            return tooLarge(tooLarge);
        }
        boolean untrusted = failure instanceof SSLException && hasCause(failure, GeneralSecurityException.class);
        Optional<String> refusal = clientCertificateRefusal(failure);
        String reason =
                untrusted ? untrusted() : refusal.map(this::untrustedHere).orElseGet(() -> reason(failure));
        return new TokenEndpointUnavailableException(
                TokenFailure.unanswered(target, !untrusted && refusal.isEmpty()),
                target.noToken() + reason,
                text.asCause(failure));
    }

    /** Whether it is certain that not a byte of the request was sent: there was no connection to send it over. */
    static boolean beforeSending(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || hasCause(failure, UnresolvedAddressException.class)
                || (failure instanceof SSLHandshakeException
                        && (hasCause(failure, CertificateException.class)
                                || hasCause(failure, CertPathBuilderException.class)
                                || hasCause(failure, CertPathValidatorException.class)));
    }

    private TokenException tooLarge(AnswerTooLargeException failure) {
        String came = target.noToken() + failure.getMessage() + ". ";
        if (TokenFailures.comeBackLater(failure.status())) {
            TokenFailure facts = TokenFailure.answered(target, failure.status(), null, true);
            Optional<Duration> delay = failure.retryAfter().delay(clock);
            return new TokenEndpointUnavailableException(
                    delay.map(facts::retryAfter).orElse(facts), came + RetryAfter.advice(delay), failure);
        }
        return new UnusableAnswerException(
                TokenFailure.answered(target, failure.status(), null, false),
                came + "Check that " + terms.server() + " is a token server.",
                failure);
    }

    private String untrusted() {
        return "the server's certificate is not trusted, or is another host's. Check " + terms.server() + ", and set"
                + " sslContextParameters if the server has a certificate of your own authority.";
    }

    private String untrustedHere(String alert) {
        return "the server wants a client certificate that it trusts (TLS alert " + alert
                + "). Set sslContextParameters" + " with a key store that has one.";
    }

    /** What a server says of the certificate that it wants of us: an alert's name, which the JDK has in a message only. */
    private static Optional<String> clientCertificateRefusal(Throwable failure) {
        if (!(failure instanceof SSLException) || failure.getMessage() == null) {
            return Optional.empty();
        }
        Matcher alert = CLIENT_CERTIFICATE.matcher(failure.getMessage());
        return alert.find() ? Optional.of(alert.group(1)) : Optional.empty();
    }

    private String reason(Throwable failure) {
        if (failure instanceof HttpConnectTimeoutException) {
            return "no connection within connectTimeout. Check the network and the proxy, or raise connectTimeout.";
        }
        if (failure instanceof HttpTimeoutException) {
            return "no complete answer within requestTimeout. Try again later, or raise requestTimeout.";
        }
        if (hasCause(failure, UnresolvedAddressException.class)) {
            return "its host name is unknown. Check " + terms.host() + ", and the network's name server.";
        }
        if (failure instanceof ConnectException) {
            return "the connection was refused. Check " + terms.server() + " and that the server is up.";
        }
        if (failure instanceof SSLException) {
            return "no secure connection could be made. Check that the server speaks TLS and allows the protocols and"
                    + " ciphers of sslContextParameters, and whether it wants a client certificate.";
        }
        if (failure instanceof IOException) {
            return "the connection broke before the answer was here. Try again later.";
        }
        return "the request failed (" + failure.getClass().getSimpleName() + "). Try again later.";
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return causeOf(failure, type) != null;
    }

    private static @Nullable Throwable causeOf(Throwable failure, Class<? extends Throwable> type) {
        int depth = 0;
        for (Throwable seen = failure; seen != null && depth < 50; seen = seen.getCause(), depth++) {
            if (type.isInstance(seen)) {
                return seen;
            }
        }
        return null;
    }
}
