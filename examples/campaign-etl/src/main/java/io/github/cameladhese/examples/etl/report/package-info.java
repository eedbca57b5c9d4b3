/**
 * What a run leaves for people beside the tables: Parquet files, and a page with its numbers and charts. The job calls it;
 * nothing here knows routes, rows or the API. Imports nothing of the job.
 */
@NullMarked
package io.github.cameladhese.examples.etl.report;

import org.jspecify.annotations.NullMarked;
