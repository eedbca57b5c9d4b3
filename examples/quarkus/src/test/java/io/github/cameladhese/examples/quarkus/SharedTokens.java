package io.github.cameladhese.examples.quarkus;

import io.github.cameladhese.auth.jcache.JCacheTokenStore;
import io.github.cameladhese.auth.token.TokenStore;
import io.quarkus.arc.Unremovable;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import javax.cache.Caching;

/** An application whose token is shared by a bean, as docs/token-store.md shows it. */
public class SharedTokens implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("etl.runs", "0");
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(Stores.class);
    }

    /** In this profile only. */
    @Alternative
    @Dependent
    static class Stores {

        @Produces
        @Singleton
        @Unremovable
        TokenStore tokenStore() {
            return new JCacheTokenStore(Caching.getCachingProvider().getCacheManager(), "tokens");
        }
    }
}
