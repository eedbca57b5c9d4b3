/** Meters for the tokens; needs Micrometer on the class path, and nothing else here does. */
@NullMarked
package io.github.cameladhese.auth.micrometer;

import org.jspecify.annotations.NullMarked;
