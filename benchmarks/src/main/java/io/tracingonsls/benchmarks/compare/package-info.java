/**
 * Asks Lucene, DuckDB and the local Log Service's engine the same questions about the same spans. Start at {@link
 * io.tracingonsls.benchmarks.compare.CompareEngines}. Nothing outside the benchmarks uses it.
 */
@NullMarked
package io.tracingonsls.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
