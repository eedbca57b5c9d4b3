/** Draws docs/token-timeline.svg from a real run; see profile picture. */
package io.github.cameladhese.examples.observability.picture;
