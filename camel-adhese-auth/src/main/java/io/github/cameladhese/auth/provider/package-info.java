/**
 * How a token endpoint is asked and how it answers, as pure functions: what goes over the wire is decided here and nowhere
 * else, and the wire's names stay here. Imports {@code token}.
 */
@NullMarked
package io.github.cameladhese.auth.provider;

import org.jspecify.annotations.NullMarked;
