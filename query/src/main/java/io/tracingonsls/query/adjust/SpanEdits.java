// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.UnaryOperator;

/** Small changes that several adjusters make. Values that do not change keep their identity, so that later stages compare cheaply. */
@SuppressWarnings("ReferenceEquality") // The same object means that nothing had to change.
final class SpanEdits {
  private SpanEdits() {}

  /** The trace with every span changed; the same trace when no span is. */
  static Trace mapSpans(Trace trace, UnaryOperator<TraceSpan> change) {
    List<TraceSpan> spans = map(trace.spans(), change);
    return spans == trace.spans() ? trace : new Trace(trace.traceId(), spans, trace.warnings());
  }

  /** The list with every element changed; the same list when none is. */
  static <T> List<T> map(List<T> list, UnaryOperator<T> change) {
    List<T> changed = null;
    for (int i = 0; i < list.size(); i++) {
      T before = list.get(i);
      T after = change.apply(before);
      if (after != before) {
        changed = changed == null ? new ArrayList<>(list) : changed;
        changed.set(i, after);
      }
    }
    return changed == null ? list : changed;
  }

  static TraceSpan withResource(TraceSpan span, Resource resource) {
    return resource == span.resource() ? span : new TraceSpan(resource, span.scope(), span.span());
  }

  static TraceSpan withWarning(TraceSpan span, String warning) {
    return span.withSpan(span.span().toBuilder().addWarning(warning).build());
  }

  /** Moves a span under another parent: the reference that named the old parent names the new one. */
  static Span withParent(Span span, SpanId parent) {
    List<SpanLink> links = new ArrayList<>(span.links());
    for (int i = 0; i < links.size() && !span.isRoot(); i++) {
      SpanLink link = links.get(i);
      if (References.isReference(link) && link.pointsAt(span.traceId(), span.parentSpanId())) {
        links.set(i, References.retargeted(link, parent));
        break;
      }
    }
    return span.toBuilder().parentSpanId(parent).links(links).build();
  }

  /** Computes a changed resource once per resource of the trace, not once per span. */
  static UnaryOperator<Resource> oncePerResource(UnaryOperator<Resource> change) {
    IdentityHashMap<Resource, Resource> known = new IdentityHashMap<>();
    return resource -> known.computeIfAbsent(resource, change);
  }
}
