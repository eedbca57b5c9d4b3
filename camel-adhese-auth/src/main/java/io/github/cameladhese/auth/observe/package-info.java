/**
 * What operators see of the accounts: health checks and a developer console. Knows tokens and Camel, and not the components,
 * which are {@link io.github.cameladhese.auth.observe.ObservedAccounts} to it. Nothing here shows a token or a secret.
 */
@NullMarked
package io.github.cameladhese.auth.observe;

import org.jspecify.annotations.NullMarked;
