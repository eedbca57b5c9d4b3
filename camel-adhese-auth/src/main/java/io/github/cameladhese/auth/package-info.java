/**
 * What a route author or Camel names: the two components, their endpoints, options and accounts, processors, policies and
 * constants, and what they have in common ({@code OAuth…}). Imports {@code token}, {@code store}, {@code client},
 * {@code provider} and {@code claims}.
 */
@NullMarked
package io.github.cameladhese.auth;

import org.jspecify.annotations.NullMarked;
