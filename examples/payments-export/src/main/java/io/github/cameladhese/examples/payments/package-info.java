/**
 * Exports payments from an API that wants a bearer token and counts requests, into a CSV file. The routes are what to read and
 * to copy; the rest starts them, counts, and talks to the terminal.
 */
@NullMarked
package io.github.cameladhese.examples.payments;

import org.jspecify.annotations.NullMarked;
