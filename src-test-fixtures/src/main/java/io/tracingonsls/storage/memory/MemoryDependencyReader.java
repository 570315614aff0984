// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.storage.DependencyReader;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TimeRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Joins every span with its parent by span id. */
record MemoryDependencyReader(TenantTables tables) implements DependencyReader {
  @Override
  public List<DependencyLink> links(TimeRange range, ReadContext context) {
    Map<String, Map<String, DependencyLink>> edges = new TreeMap<>();
    tables.of(context).all().values().forEach(spans -> {
      context.throwIfStopped();
      addEdges(spans, range, edges);
    });
    List<DependencyLink> links = new ArrayList<>();
    edges.values().forEach(children -> links.addAll(children.values()));
    return links;
  }

  private static void addEdges(
      List<TraceSpan> spans, TimeRange range, Map<String, Map<String, DependencyLink>> edges) {
    Map<SpanId, String> services = new HashMap<>();
    spans.forEach(
        span -> services.putIfAbsent(span.span().spanId(), span.resource().serviceName()));
    for (TraceSpan located : spans) {
      Span span = located.span();
      String child = located.resource().serviceName();
      String parent = span.isRoot() ? null : services.get(span.parentSpanId());
      if (parent != null && !parent.equals(child) && range.contains(span.startNanos())) {
        long errors = span.effectiveStatus().isError() ? 1 : 0;
        DependencyLink edge = new DependencyLink(
            parent, child, 1, errors, span.durationNanos(), span.durationNanos());
        edges
            .computeIfAbsent(parent, name -> new TreeMap<>())
            .merge(child, edge, MemoryDependencyReader::sum);
      }
    }
  }

  private static DependencyLink sum(DependencyLink a, DependencyLink b) {
    return new DependencyLink(
        a.parent(),
        a.child(),
        a.callCount() + b.callCount(),
        a.errorCount() + b.errorCount(),
        a.totalDurationNanos() + b.totalDurationNanos(),
        Math.max(a.maxDurationNanos(), b.maxDurationNanos()));
  }
}
