package io.github.cameladhese.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameladhese.auth.jcache.JCacheTokenStore;
import io.github.cameladhese.auth.token.TokenStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An application whose token is shared by a bean, as docs/token-store.md shows it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "campaigns.period=1h")
@DirtiesContext
class TokenStoreTest {

    private static final Sandbox SANDBOX = Sandbox.start();

    @Autowired
    private CacheManager caches;

    @TestConfiguration
    static class Shared {

        @Bean(destroyMethod = "close")
        CacheManager caches() {
            return Caching.getCachingProvider().getCacheManager();
        }

        @Bean
        TokenStore tokenStore(CacheManager caches) {
            return new JCacheTokenStore(caches, "tokens");
        }
    }

    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry registry) {
        SANDBOX.properties().forEach((key, value) -> registry.add(key, () -> value));
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @Test
    void theTokenOfTheRouteIsInTheStore() {
        Cache<String, String> tokens = caches.getCache("tokens", String.class, String.class);
        List<Cache.Entry<String, String>> entries = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            entries.clear();
            tokens.forEach(entries::add);
            assertThat(entries).hasSize(1);
        });
    }

    @Test
    void thePageShowsThis() throws Exception {
        String page = unspaced(Path.of("..", "..", "docs", "token-store.md"));
        String test =
                unspaced(Path.of("src", "test", "java", getClass().getName().replace('.', '/') + ".java"));
        int begin = test.indexOf("@Bean(destroyMethod");
        assertThat(page).contains(test.substring(begin, test.indexOf("@DynamicPropertySource") - 1));
    }

    private static String unspaced(Path file) throws Exception {
        return Files.readString(file).replaceAll("\\s", "");
    }
}
