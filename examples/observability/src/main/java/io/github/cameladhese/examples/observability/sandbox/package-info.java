/**
 * Something like Adhese on two loopback ports: a token server that can be switched off, and an API that lets nobody in without a
 * token of it. Paths and data of the API are invented. Imports nothing from the route that runs against it.
 */
@NullMarked
package io.github.cameladhese.examples.observability.sandbox;

import org.jspecify.annotations.NullMarked;
