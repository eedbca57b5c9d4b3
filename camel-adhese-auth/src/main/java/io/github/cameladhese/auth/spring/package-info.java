/**
 * What makes this a Spring Boot starter: auto-configurations, which need Spring Boot on the class path; nothing else here does.
 * Imports the components and their beans, and the meters.
 */
@NullMarked
package io.github.cameladhese.auth.spring;

import org.jspecify.annotations.NullMarked;
