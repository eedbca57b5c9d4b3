/** Fifty workers in three JVMs share one token by a Hazelcast cluster. */
@NullMarked
package io.github.cameladhese.examples.fleet;

import org.jspecify.annotations.NullMarked;
