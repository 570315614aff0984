/**
 * The Presto-family SQL of the Log Service: text to syntax tree, analysis, and execution by vectors over the engine's
 * columns. Called by {@code query}; uses {@code search} for the rows that the search part selects. No threads.
 */
@NullMarked
package io.tracingonsls.logservice.sql;

import org.jspecify.annotations.NullMarked;
