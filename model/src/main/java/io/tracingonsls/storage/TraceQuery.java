// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import org.jspecify.annotations.Nullable;

/**
 * A search for traces. All conditions must be met by one span of the trace, see {@link SpanPredicate}.
 *
 * @param service exact service name; empty means any
 * @param operation exact operation name; empty means any
 * @param predicate further conditions on the same span; {@link SpanPredicate#ALWAYS} for none
 * @param start when the span started
 * @param minDurationNanos inclusive; 0 means no bound
 * @param maxDurationNanos inclusive; 0 means no bound
 * @param limit most traces to return, at least 1
 * @param after continue behind this match of an earlier answer to the same query; null for the first page
 */
public record TraceQuery(
    String service,
    String operation,
    SpanPredicate predicate,
    TimeRange start,
    long minDurationNanos,
    long maxDurationNanos,
    int limit,
    @Nullable TraceMatch after) {
  public TraceQuery {
    if (limit < 1) {
      throw new StorageException(
          StorageError.INVALID_QUERY, "limit: " + limit + " (expected: at least 1)");
    }
  }

  /** All traces of a window. */
  public static TraceQuery of(TimeRange start, int limit) {
    return new TraceQuery("", "", SpanPredicate.ALWAYS, start, 0, 0, limit, null);
  }

  public TraceQuery withService(String value) {
    return new TraceQuery(
        value, operation, predicate, start, minDurationNanos, maxDurationNanos, limit, after);
  }

  public TraceQuery withOperation(String value) {
    return new TraceQuery(
        service, value, predicate, start, minDurationNanos, maxDurationNanos, limit, after);
  }

  public TraceQuery withPredicate(SpanPredicate value) {
    return new TraceQuery(
        service, operation, value, start, minDurationNanos, maxDurationNanos, limit, after);
  }

  public TraceQuery withDurations(long minNanos, long maxNanos) {
    return new TraceQuery(service, operation, predicate, start, minNanos, maxNanos, limit, after);
  }

  public TraceQuery withLimit(int value) {
    return new TraceQuery(
        service, operation, predicate, start, minDurationNanos, maxDurationNanos, value, after);
  }

  public TraceQuery withAfter(TraceMatch value) {
    return new TraceQuery(
        service, operation, predicate, start, minDurationNanos, maxDurationNanos, limit, value);
  }
}
