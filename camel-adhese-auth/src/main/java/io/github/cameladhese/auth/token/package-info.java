/**
 * Tokens, time and threads: what a token is, how long it is handed out, and who asks for the next one.
 * Imports nothing but {@code java.*}; everything else here imports this package.
 */
@NullMarked
package io.github.cameladhese.auth.token;

import org.jspecify.annotations.NullMarked;
