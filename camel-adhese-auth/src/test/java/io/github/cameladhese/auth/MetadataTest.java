package io.github.cameladhese.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.testkit.Vendor;
import io.github.cameladhese.auth.testkit.VendorRows;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Camel's tools know about the options, from the files that its generator wrote. */
class MetadataTest {

    /** What a tool must not show. */
    private static final Set<String> SECRETS = Set.of("clientId", "clientSecret", "verificationCode");

    /** Described by Camel, for all its components. */
    private static final Set<String> OF_CAMEL = Set.of("healthCheckConsumerEnabled", "healthCheckProducerEnabled");

    /** What the vendors' own accounts, scopes and servers are called. */
    private static final Set<String> OF_ONE_VENDOR = Set.of("accounts", "accountResolver", "configuration", "scope");

    @ParameterizedTest
    @VendorRows(both = {"componentProperties", "properties"})
    void credentialsAndNothingElseAreSecret(Vendor vendor, String where) throws Exception {
        Map<String, JsonObject> options = options(vendor, where);
        Set<String> secrets = new TreeSet<>(SECRETS);
        secrets.retainAll(options.keySet());
        assertThat(secrets).contains("clientId", "clientSecret").hasSize(vendor == Vendor.ADHESE ? 2 : 3);
        assertThat(options.entrySet().stream()
                        .filter(option -> option.getValue().getBoolean("secret"))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(secrets);
    }

    @ParameterizedTest
    @VendorRows(both = {"componentProperties", "properties", "headers"})
    void everyOptionIsDescribed(Vendor vendor, String where) throws Exception {
        Map<String, JsonObject> ours = options(vendor, where);
        ours.keySet().removeAll(OF_CAMEL);
        assertThat(ours).isNotEmpty().allSatisfy((name, option) -> assertThat(option.getString("description"))
                .isNotEqualTo(option.getString("displayName") + ".")
                .matches("(?s)[A-Z].{20,}\\."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"componentProperties", "properties"})
    void whatBothHaveIsTheSameInBoth(String where) throws Exception {
        Map<String, JsonObject> adhese = options(Vendor.ADHESE, where);
        Map<String, JsonObject> adullam = options(Vendor.ADULLAM, where);
        adhese.keySet().removeAll(OF_ONE_VENDOR);
        adhese.keySet().retainAll(adullam.keySet());
        assertThat(adhese).containsKeys("clientId", "expiryMargin", "prefetch", "rejectedStatus", "operation");
        assertThat(adhese)
                .allSatisfy((name, option) -> assertThat(shown(option)).isEqualTo(shown(adullam.get(name))));
    }

    @ParameterizedTest
    @EnumSource
    void anEndpointHasEveryOptionOfTheComponentThatConcernsIt(Vendor vendor) throws Exception {
        Set<String> ofComponentOnly =
                new TreeSet<>(options(vendor, "componentProperties").keySet());
        ofComponentOnly.removeAll(options(vendor, "properties").keySet());
        assertThat(ofComponentOnly)
                .containsExactlyInAnyOrder(
                        "accountResolver",
                        "accounts",
                        "autowiredEnabled",
                        "clock",
                        "tokenStore",
                        "configuration",
                        "healthCheckConsumerEnabled",
                        "healthCheckProducerEnabled",
                        "maskAuthorization",
                        "useGlobalSslContextParameters");
    }

    /** Whatever a reader sees of it; its place and its bean may differ. */
    private static Map<String, Object> shown(JsonObject option) {
        Map<String, Object> shown = new TreeMap<>(option);
        Stream.of("index", "configurationClass").forEach(shown::remove);
        return shown;
    }

    private static Map<String, JsonObject> options(Vendor vendor, String where) throws Exception {
        String file = "/META-INF/io/github/cameladhese/auth/" + vendor.scheme() + ".json";
        try (InputStream json = OAuthComponent.class.getResourceAsStream(file)) {
            Map<String, JsonObject> options = new TreeMap<>();
            JsonObject all = (JsonObject) Jsoner.deserialize(new String(json.readAllBytes(), UTF_8));
            ((JsonObject) all.get(where)).forEach((name, option) -> options.put(name, (JsonObject) option));
            return options;
        }
    }
}
