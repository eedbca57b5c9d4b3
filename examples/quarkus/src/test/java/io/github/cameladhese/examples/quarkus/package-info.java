/** That the component works in Camel Quarkus as the README says. */
package io.github.cameladhese.examples.quarkus;
