package io.github.cameladhese.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.AdheseAuthComponent;
import io.github.cameladhese.auth.jcache.JCacheTokenStore;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.Caching;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;

/** The routes in Quarkus with a token store, which is a CDI bean. */
@QuarkusTest
@TestProfile(SharedTokens.class)
class TokenStoreTest {

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate template;

    @Test
    void theTokenOfTheRouteIsInTheStore() {
        assertThat(template.requestBody("direct:campaigns", null, String.class)).contains("Spring sale");
        assertThat(context.getComponent("adhese-auth", AdheseAuthComponent.class)
                        .getTokenStore())
                .isInstanceOf(JCacheTokenStore.class);
        Cache<String, String> tokens =
                Caching.getCachingProvider().getCacheManager().getCache("tokens", String.class, String.class);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(tokens.iterator()).hasNext());
    }
}
