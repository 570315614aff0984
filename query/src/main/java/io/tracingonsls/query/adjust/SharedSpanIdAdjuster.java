// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the server half of a Zipkin call its own id. Zipkin lets client and server share one span id; a tree needs two.
 *
 * <p>The server span becomes a child of the client span, and whatever named the shared id as its parent moves under the server span. That
 * includes children of the client half, which can't be told apart; Jaeger does the same.
 */
final class SharedSpanIdAdjuster implements TraceAdjuster {
  @Override
  public Trace adjust(Trace trace) {
    Set<SpanId> clientIds = new HashSet<>();
    Set<SpanId> serverIds = new HashSet<>();
    for (TraceSpan span : trace.spans()) {
      SpanKind kind = span.span().effectiveKind();
      if (kind == SpanKind.CLIENT) {
        clientIds.add(span.span().spanId());
      } else if (kind == SpanKind.SERVER) {
        serverIds.add(span.span().spanId());
      }
    }
    clientIds.retainAll(serverIds);
    if (clientIds.isEmpty()) {
      return trace;
    }
    Set<SpanId> usedIds = new HashSet<>(trace.spans().size() * 2);
    trace.spans().forEach(span -> usedIds.add(span.span().spanId()));
    Map<SpanId, SpanId> renamed = new HashMap<>();
    List<TraceSpan> spans = new ArrayList<>(trace.spans());
    rename(spans, clientIds, usedIds, renamed);
    adoptChildren(spans, renamed);
    return new Trace(trace.traceId(), spans, trace.warnings());
  }

  private static void rename(
      List<TraceSpan> spans,
      Set<SpanId> clientIds,
      Set<SpanId> usedIds,
      Map<SpanId, SpanId> renamed) {
    long next = 0;
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i).span();
      if (span.effectiveKind() == SpanKind.SERVER && clientIds.contains(span.spanId())) {
        // At most as many ids are taken as there are spans, so the search ends long before the ids
        // do.
        do {
          next++;
        } while (usedIds.contains(new SpanId(next)));
        SpanId fresh = new SpanId(next);
        renamed.put(span.spanId(), fresh);
        Span child = SpanEdits.withParent(span, span.spanId());
        spans.set(i, spans.get(i).withSpan(child.toBuilder().spanId(fresh).build()));
      }
    }
  }

  private static void adoptChildren(List<TraceSpan> spans, Map<SpanId, SpanId> renamed) {
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i).span();
      SpanId parent = renamed.get(span.parentSpanId());
      if (parent != null && !parent.equals(span.spanId())) {
        spans.set(i, spans.get(i).withSpan(SpanEdits.withParent(span, parent)));
      }
    }
  }
}
