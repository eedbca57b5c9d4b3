package io.github.cameladhese.auth.jcache;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.github.cameladhese.auth.testkit.TokenStoreContract;
import io.github.cameladhese.auth.token.TokenStore;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;

/** The contract in an engine of another make, which keeps its caches in one process. */
class CaffeineStoreTest extends TokenStoreContract {

    private final CachingProvider provider = Caching.getCachingProvider(CaffeineCachingProvider.class.getName());
    private final TokenStore store = new JCacheTokenStore(provider.getCacheManager(), "tokens");

    @Override
    protected TokenStore store() {
        return store;
    }

    @AfterEach
    void stop() {
        provider.close();
    }
}
