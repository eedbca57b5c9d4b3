package io.github.cameladhese.auth.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.client.JsonObjects;
import io.github.cameladhese.auth.provider.WireFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnverifiedClaimsTest {

    private final JsonObjects json = new JsonObjects();

    @Test
    void readsATokenAsKeycloakWritesIt() {
        String answer = WireFile.response("keycloak");
        String token =
                (String) json.read(answer.getBytes(StandardCharsets.UTF_8)).get("access_token");

        UnverifiedClaims claims = read(token).orElseThrow();

        assertThat(claims.lifetime()).contains(Duration.ofMinutes(5));
        assertThat(claims.permissions("adhese-api"))
                .containsExactlyInAnyOrder("booking:view", "campaign:view", "creative:view");
        assertThat(claims.permissions("ratecard")).containsExactly("ratecard:view");
        assertThat(claims.permissions("other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "opaque",
                "..",
                ".e30.x.",
                "a.e30",
                "a.e30.b.c",
                "a.e30.b.c.d", // five parts: encrypted
                "a.!!!.b",
                "a.e30=====.b",
                "a.e3.b", // half a JSON object
                "a.W10.b", // []
                "a.bnVsbA.b", // null
                "a.ImEi.b", // "a"
                "a./w.b"
            })
    void readsNothingFromWhatIsNoJwt(String token) {
        assertThat(read(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.e30.b", ".e30.", "a.e30=.b"})
    void doesNotLookAtHeaderAndSignature(String token) {
        assertThat(read(token)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "1767225900, 1767225600, PT5M",
        "1767225600.5, 1767225600, PT0.5S",
        "1767225600.25, 1767225600.125, PT0.125S",
        "1.7672259e9, 1767225600, PT5M",
        "300, 0, PT5M",
        "1, -1, PT2S",
        "0.001, 0, PT0.001S",
        "2147483646, 0, PT2147483646S"
    })
    void countsFromIssueToExpiry(String exp, String iat, Duration lifetime) {
        assertThat(lifetime("'exp':" + exp + ",'iat':" + iat)).contains(lifetime);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'exp':300",
                "'iat':0",
                "'exp':0,'iat':0",
                "'exp':1,'iat':300",
                "'exp':0.0001,'iat':0",
                "'exp':'300','iat':0",
                "'exp':300,'iat':'0'",
                "'exp':null,'iat':0",
                "'exp':[300],'iat':0",
                "'exp':true,'iat':false",
                "'exp':1e400,'iat':0",
                "'exp':1e400,'iat':1e400",
                "'exp':1e999999999,'iat':0",
                "'exp':0,'iat':-1e400",
                "'exp':9223372036854775807,'iat':0",
                "'exp':99999999999999999999999999,'iat':0",
                "'exp':2147483647,'iat':0",
                "'nbf':0"
            })
    void tellsNoLifetimeThatCannotBeTrue(String members) {
        assertThat(lifetime(members)).isEmpty();
    }

    @Property
    void tellsOnlyPositiveLifetimesAndNeverLongerOnes(@ForAll long exp, @ForAll long iat) {
        Optional<Duration> lifetime = lifetime("'exp':" + exp + ",'iat':" + iat);

        lifetime.ifPresent(told -> assertThat(told).isPositive());
        lifetime.filter(told -> Math.abs(exp) < 1L << 40 && Math.abs(iat) < 1L << 40)
                .ifPresent(told -> assertThat(told).isEqualTo(Duration.ofSeconds(exp - iat)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a':1",
                "'permissions':null",
                "'permissions':[]",
                "'permissions':'adhese-api'",
                "'permissions':{}",
                "'permissions':{'adhese-api':null}",
                "'permissions':{'adhese-api':'campaign:view'}",
                "'permissions':{'adhese-api':{'campaign:view':true}}",
                "'permissions':{'adhese-api':[]}",
                "'permissions.adhese-api':['campaign:view']"
            })
    void hasNoPermissionsWithoutAListOfThem(String members) {
        assertThat(claims(members).permissions("adhese-api")).isEmpty();
    }

    @Test
    void takesWhateverIsInAListOfPermissionsAsText() {
        assertThat(claims("'permissions':{'adhese-api':['a',1,null,['b'],'a']}").permissions("adhese-api"))
                .containsExactlyInAnyOrder("a", "1", "null", "[b]");
    }

    @Test
    void doesNotShowTheClaims() {
        assertThat(claims("'sub':'marker'")).hasToString("UnverifiedClaims[hidden]");
    }

    private Optional<Duration> lifetime(String members) {
        return claims(members).lifetime();
    }

    private UnverifiedClaims claims(String members) {
        return read(Jwt.of("{" + members.replace('\'', '"') + "}")).orElseThrow();
    }

    private Optional<UnverifiedClaims> read(String token) {
        return UnverifiedClaims.of(token, json::read);
    }
}
