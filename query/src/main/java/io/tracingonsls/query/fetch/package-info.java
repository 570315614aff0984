/**
 * Runs plans on a store: admission, deadlines, sharing of equal reads, paging.
 *
 * <p>Starting points: {@link io.tracingonsls.query.fetch.QueryExecutor} owns the threads on which readers may block, {@link
 * io.tracingonsls.query.fetch.TraceFetcher} reads traces on them. Called by {@code serve}.
 */
@NullMarked
package io.tracingonsls.query.fetch;

import org.jspecify.annotations.NullMarked;
