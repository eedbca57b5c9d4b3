/** An ETL route whose tokens can be watched: health, metrics, and what to do with them. */
@NullMarked
package io.github.cameladhese.examples.observability;

import org.jspecify.annotations.NullMarked;
