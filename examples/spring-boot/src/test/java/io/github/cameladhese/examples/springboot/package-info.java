/** That the example does what its README says. */
package io.github.cameladhese.examples.springboot;
