/**
 * What a route author or Camel names: the component, its endpoint and options, the processor, the constants. Imports {@code
 * token}, {@code client}, {@code provider} and {@code claims}.
 */
@NullMarked
package io.github.cameladhese.auth;

import org.jspecify.annotations.NullMarked;
