/** A Spring Boot application that calls an API with a token, and shows it. */
@NullMarked
package io.github.cameladhese.examples.springboot;

import org.jspecify.annotations.NullMarked;
