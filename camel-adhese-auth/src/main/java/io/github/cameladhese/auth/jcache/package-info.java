/**
 * A token store on any engine that speaks JCache (JSR-107), such as Hazelcast, Infinispan, Ignite or Redisson. The only package
 * that needs {@code javax.cache}. May import {@code token} only.
 */
@NullMarked
package io.github.cameladhese.auth.jcache;

import org.jspecify.annotations.NullMarked;
