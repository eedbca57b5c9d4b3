package io.github.cameladhese.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameladhese.auth.token.TargetTerms;
import io.github.cameladhese.auth.token.TokenTarget;
import org.junit.jupiter.api.Test;

/** The words that the tests of both providers take from here. */
class ProviderTest {

    @Test
    void speaksOfAdheseInTheWordsOfItsOptions() {
        TargetTerms terms = Provider.ADHESE.terms();

        assertThat(terms.owner()).isEqualTo("realm");
        assertThat(terms.server()).isEqualTo("authServerUrl");
        assertThat(terms.host()).isEqualTo("region and authServerUrl");
        assertThat(terms.place()).isEqualTo("realm, region and authServerUrl");
        assertThat(terms.client()).isEqualTo("the client is enabled and has a service account");
    }

    @Test
    void speaksOfAdullamInTheWordsOfItsOptions() {
        TargetTerms terms = Provider.ADULLAM.terms();

        assertThat(terms.owner()).isEqualTo("account");
        assertThat(terms.server()).isEqualTo("baseUrl");
        assertThat(terms.host()).isEqualTo("baseUrl");
        assertThat(terms.place()).isEqualTo("baseUrl and tokenPath");
    }

    @Test
    void beginsEveryMessageWithTheOwnerAndTheAddress() {
        assertThat(Provider.ADHESE.target("https://auth.we.adhese.org").noToken())
                .isEqualTo("No token for realm 'customer-name' from https://auth.we.adhese.org/realms/customer-name"
                        + "/protocol/openid-connect/token: ");
        TokenTarget adullam = Provider.ADULLAM.target("https://api.adullam.dev");
        assertThat(adullam.noToken())
                .isEqualTo("No token for account 'customer-name' from https://api.adullam.dev/v1/oauth/token: ");
    }
}
