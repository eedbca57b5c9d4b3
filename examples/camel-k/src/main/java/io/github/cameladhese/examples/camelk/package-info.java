/** Runs on this machine what is deployed to Camel K. */
@NullMarked
package io.github.cameladhese.examples.camelk;

import org.jspecify.annotations.NullMarked;
