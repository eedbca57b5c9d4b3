/**
 * A token store on any engine that speaks JCache (JSR-107), such as Hazelcast, Infinispan, Ignite or Redisson. The only package that
 * needs {@code javax.cache}. May import {@code token} only.
 */
package io.github.cameladhese.auth.jcache;
