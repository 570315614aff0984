// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Puts the reference to the parent first, where Jaeger's UI looks for it. Links of spans that came as OTLP are left alone. */
final class ParentReferenceAdjuster implements TraceAdjuster {
  @Override
  public Trace adjust(Trace trace) {
    return SpanEdits.mapSpans(trace, located -> {
      int parent = parentPosition(located.span());
      return parent <= 0
          ? located
          : located.withSpan(
              located.span().toBuilder().links(swapped(located.span(), parent)).build());
    });
  }

  private static int parentPosition(Span span) {
    int other = -1;
    for (int i = 0; i < span.links().size(); i++) {
      SpanLink link = span.links().get(i);
      if (link.type() == ReferenceType.NONE || !link.traceId().equals(span.traceId())) {
        continue;
      }
      if (link.type() == ReferenceType.CHILD_OF) {
        return i;
      }
      other = other < 0 ? i : other;
    }
    return other;
  }

  private static List<SpanLink> swapped(Span span, int position) {
    List<SpanLink> links = new ArrayList<>(span.links());
    Collections.swap(links, 0, position);
    return links;
  }
}
