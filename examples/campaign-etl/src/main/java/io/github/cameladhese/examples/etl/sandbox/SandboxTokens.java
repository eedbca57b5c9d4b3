package io.github.cameladhese.examples.etl.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Signs access tokens with the claims of Adhese's Keycloak, and checks them. With HS256 where Keycloak has RS256: to make an
 * RSA key would take longer than the rest of the sandbox. Thread-safe.
 */
final class SandboxTokens {

    /** As documented for Adhese. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String SCOPE = "adhese-api";

    private final byte[] key = new byte[32];
    private final String issuer;
    private final Clock clock;

    SandboxTokens(String issuer, Clock clock) {
        new SecureRandom().nextBytes(key);
        this.issuer = issuer;
        this.clock = clock;
    }

    /** @param permissions of scope adhese-api */
    String issue(String clientId, Set<String> permissions) throws JOSEException {
        // Whole seconds, as in a JWT.
        Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .claim("typ", "Bearer")
                .claim("azp", clientId)
                .claim("scope", SCOPE)
                .claim(
                        "permissions",
                        Map.of(SCOPE, permissions.stream().sorted().toList()))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    /** The permissions of a token of ours that is not expired; empty for anything else. */
    Optional<Set<String>> permissions(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.verify(new MACVerifier(key))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            boolean alive = clock.instant().isBefore(claims.getExpirationTime().toInstant());
            return alive && issuer.equals(claims.getIssuer()) ? Optional.of(permissions(claims)) : Optional.empty();
        } catch (ParseException | JOSEException e) {
            return Optional.empty();
        }
    }

    private static Set<String> permissions(JWTClaimsSet claims) throws ParseException {
        Map<String, Object> byScope = claims.getJSONObjectClaim("permissions");
        return byScope != null && byScope.get(SCOPE) instanceof List<?> names
                ? Set.copyOf(names.stream().map(String::valueOf).toList())
                : Set.of();
    }
}
