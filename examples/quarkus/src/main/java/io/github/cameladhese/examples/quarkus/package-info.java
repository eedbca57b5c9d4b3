/** A Camel Quarkus application that calls an API with the component's tokens, and shows whether they flow. */
@NullMarked
package io.github.cameladhese.examples.quarkus;

import org.jspecify.annotations.NullMarked;
