/**
 * The search language of the Log Service: text to tree, and the tree over the engine's columns to sets of rows.
 *
 * <p>Start with {@link io.tracingonsls.logservice.search.SearchParser}. Called by {@code query} and {@code sql}; sees the
 * engine only through its snapshot interfaces. No I/O of its own, no threads.
 */
@NullMarked
package io.tracingonsls.logservice.search;

import org.jspecify.annotations.NullMarked;
