/**
 * Copies campaigns and their bookings from an API that wants a bearer token into a database. The routes are what to read and
 * to copy; the rest starts them, counts, and talks to the terminal.
 */
@NullMarked
package io.github.cameladhese.examples.etl;

import org.jspecify.annotations.NullMarked;
