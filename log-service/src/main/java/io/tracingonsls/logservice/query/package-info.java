/**
 * The face of search and SQL towards the protocol front: text and time range in, rows or columns out.
 *
 * <p>Start with {@link io.tracingonsls.logservice.query.QueryEngine}. Called by {@code http}; calls {@code search},
 * {@code sql} and the engine's snapshots. Holds no data and owns no threads: a query runs on the caller's thread.
 */
@NullMarked
package io.tracingonsls.logservice.query;

import org.jspecify.annotations.NullMarked;
