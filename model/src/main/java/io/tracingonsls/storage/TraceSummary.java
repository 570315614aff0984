// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A trace in a few numbers.
 *
 * @param rootService service of the earliest span without a parent; empty when the trace has no root
 * @param orphanSpanCount spans whose parent is not in the trace
 * @param services sorted by name
 */
public record TraceSummary(
    TraceId traceId,
    String rootService,
    String rootOperation,
    long startNanos,
    long endNanos,
    int spanCount,
    int errorSpanCount,
    int orphanSpanCount,
    List<ServiceSummary> services) {
  public TraceSummary {
    services = List.copyOf(services);
  }

  /** A service's part in a trace. */
  public record ServiceSummary(String name, int spanCount, int errorSpanCount) {}

  /** Summarises the spans of one trace; at least one. */
  public static TraceSummary of(TraceId traceId, List<TraceSpan> spans) {
    Set<SpanId> ids = new HashSet<>();
    spans.forEach(located -> ids.add(located.span().spanId()));
    Map<String, int[]> perService = new TreeMap<>();
    TraceSpan root = null;
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    int errors = 0;
    int orphans = 0;
    for (TraceSpan located : spans) {
      Span span = located.span();
      start = Math.min(start, span.startNanos());
      end = Math.max(end, span.endNanos());
      boolean error = span.effectiveStatus().isError();
      errors += error ? 1 : 0;
      orphans += !span.isRoot() && !ids.contains(span.parentSpanId()) ? 1 : 0;
      root = earlierRoot(root, located);
      int[] counts =
          perService.computeIfAbsent(located.resource().serviceName(), name -> new int[2]);
      counts[0]++;
      counts[1] += error ? 1 : 0;
    }
    List<ServiceSummary> services = new ArrayList<>();
    perService.forEach(
        (name, counts) -> services.add(new ServiceSummary(name, counts[0], counts[1])));
    return new TraceSummary(
        traceId,
        root == null ? "" : root.resource().serviceName(),
        root == null ? "" : root.span().name(),
        start,
        end,
        spans.size(),
        errors,
        orphans,
        services);
  }

  private static @Nullable TraceSpan earlierRoot(@Nullable TraceSpan best, TraceSpan candidate) {
    if (!candidate.span().isRoot()) {
      return best;
    }
    return best == null || candidate.span().startNanos() < best.span().startNanos()
        ? candidate
        : best;
  }
}
