/**
 * The web login: a route that sends a browser to the authorization server, and the callback route that makes a token of the
 * code which the browser brings back (RFC 6749 §4.1). Imports nothing from the export.
 */
@NullMarked
package io.github.cameladhese.examples.payments.login;

import org.jspecify.annotations.NullMarked;
