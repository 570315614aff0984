// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Drops a span when an equal one came before it. Spans that share an id but differ in anything stay. Only spans that share an id are
 * compared, and by hash, so that many of one id cost no more than others.
 */
final class DuplicateSpanAdjuster implements TraceAdjuster {
  @Override
  public Trace adjust(Trace trace) {
    Map<SpanId, TraceSpan> first = new HashMap<>(trace.spans().size() * 2);
    Map<SpanId, Set<TraceSpan>> shared = new HashMap<>();
    List<TraceSpan> distinct = new ArrayList<>(trace.spans().size());
    for (TraceSpan span : trace.spans()) {
      SpanId id = span.span().spanId();
      TraceSpan before = first.putIfAbsent(id, span);
      if (before == null
          || shared.computeIfAbsent(id, key -> startingWith(before)).add(span)) {
        distinct.add(span);
      }
    }
    return shared.isEmpty() ? trace : new Trace(trace.traceId(), distinct, trace.warnings());
  }

  private static Set<TraceSpan> startingWith(TraceSpan span) {
    Set<TraceSpan> spans = new HashSet<>();
    spans.add(span);
    return spans;
  }
}
