// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.plan;

import java.time.Duration;

/**
 * How much one request, and all of them together, may ask for.
 *
 * @param defaultTraces traces of a search that names no limit
 * @param maxTraces most traces of a search; a higher limit is cut with a notice
 * @param maxConditions most tag conditions of a search
 * @param maxTraceIds most ids of a look-up
 * @param defaultRange window of a search that names no times, ending now
 * @param maxSpansPerTrace a longer trace is cut with a warning
 * @param maxHeldSpans most spans that all requests together hold in memory; further ones are refused
 * @param maxBytes row bytes that one request may fetch
 * @param timeout after which a request is given up
 * @param maxRunning requests that read at the same time
 * @param maxWaiting requests that wait for their turn; further ones are refused
 */
public record QueryLimits(
    int defaultTraces,
    int maxTraces,
    int maxConditions,
    int maxTraceIds,
    Duration defaultRange,
    int maxSpansPerTrace,
    long maxHeldSpans,
    long maxBytes,
    Duration timeout,
    int maxRunning,
    int maxWaiting) {
  /** A span takes about two KiB while it is read, repaired and written; half of the heap may be spans. */
  private static final long HEAP_PER_SPAN = 4 << 10;

  /**
   * Jaeger's 100 of at most 1500 traces, one hour, 30 seconds, 16 at a time; spans as the heap allows, at most 200,000 per trace.
   */
  public static final QueryLimits DEFAULTS = forHeap(Runtime.getRuntime().maxMemory());

  public QueryLimits {
    positive("default traces", defaultTraces);
    positive("max traces", maxTraces);
    positive("max conditions", maxConditions);
    positive("max trace ids", maxTraceIds);
    positive("default range", defaultRange.toMillis());
    positive("max spans per trace", maxSpansPerTrace);
    positive("max held spans", maxHeldSpans);
    positive("max bytes", maxBytes);
    positive("timeout", timeout.toMillis());
    positive("max running", maxRunning);
    positive("max waiting", maxWaiting);
  }

  private static void positive(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: more than 0)");
    }
  }

  /** The defaults for a process with this much heap. */
  public static QueryLimits forHeap(long heapBytes) {
    long held = Math.max(10_000, heapBytes / HEAP_PER_SPAN);
    return new QueryLimits(
        100,
        1_500,
        100,
        1_500,
        Duration.ofHours(1),
        (int) Math.min(200_000, held / 2),
        held,
        Math.max(64L << 20, heapBytes / 4),
        Duration.ofSeconds(30),
        16,
        64);
  }

  /** The same with other numbers of running and waiting requests. */
  public QueryLimits withConcurrency(int running, int waiting) {
    return new QueryLimits(
        defaultTraces,
        maxTraces,
        maxConditions,
        maxTraceIds,
        defaultRange,
        maxSpansPerTrace,
        maxHeldSpans,
        maxBytes,
        timeout,
        running,
        waiting);
  }

  /** The same with other limits of spans, of one trace and of all that are held. */
  public QueryLimits withMaxSpans(int perTrace, long held) {
    return new QueryLimits(
        defaultTraces,
        maxTraces,
        maxConditions,
        maxTraceIds,
        defaultRange,
        perTrace,
        held,
        maxBytes,
        timeout,
        maxRunning,
        maxWaiting);
  }

  /** The same with another limit of traces. */
  public QueryLimits withMaxTraces(int traces) {
    return new QueryLimits(
        Math.min(defaultTraces, traces),
        traces,
        maxConditions,
        maxTraceIds,
        defaultRange,
        maxSpansPerTrace,
        maxHeldSpans,
        maxBytes,
        timeout,
        maxRunning,
        maxWaiting);
  }

  /** The same with another time-out. */
  public QueryLimits withTimeout(Duration value) {
    return new QueryLimits(
        defaultTraces,
        maxTraces,
        maxConditions,
        maxTraceIds,
        defaultRange,
        maxSpansPerTrace,
        maxHeldSpans,
        maxBytes,
        value,
        maxRunning,
        maxWaiting);
  }
}
