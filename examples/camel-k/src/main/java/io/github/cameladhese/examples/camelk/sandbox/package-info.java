/** Something like Adhese on a loopback port. Path and data of the API are invented. */
@NullMarked
package io.github.cameladhese.examples.camelk.sandbox;

import org.jspecify.annotations.NullMarked;
