/**
 * Something like Adhese on a loopback port: a token server, and an API that lets nobody in without a token of it. Paths and data
 * of the API are invented. Imports nothing from the routes that run against it.
 */
@NullMarked
package io.github.cameladhese.examples.quarkus.sandbox;

import org.jspecify.annotations.NullMarked;
