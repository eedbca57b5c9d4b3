/**
 * Shares one token among the processes of a fleet, by a {@link io.github.cameladhese.auth.token.TokenStore}: what is put there
 * is sealed, what comes from there is doubted, and a store that does not work costs nobody an exchange. May import
 * {@code token} only.
 */
@NullMarked
package io.github.cameladhese.auth.store;

import org.jspecify.annotations.NullMarked;
