/**
 * Asks a token endpoint: the only socket and the only JSON parser. Sends the request, bounds the answer, and turns whatever
 * comes back into a token or a failure that says what to do. Imports {@code provider} and {@code token}.
 */
@NullMarked
package io.github.cameladhese.auth.client;

import org.jspecify.annotations.NullMarked;
