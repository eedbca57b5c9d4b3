/**
 * What a token says about itself. It is read without verifying it, since the API and not this client is its audience: a
 * hint for a better error, never a security check. Imports {@code token}.
 */
@NullMarked
package io.github.cameladhese.auth.claims;

import org.jspecify.annotations.NullMarked;
