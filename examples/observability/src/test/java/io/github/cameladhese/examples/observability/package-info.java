/** That the example shows what its README, its alert rules and its dashboard rely on. */
package io.github.cameladhese.examples.observability;
