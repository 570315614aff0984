// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.Trace;
import java.util.ArrayList;
import java.util.List;

/** Removes references to no trace. A zero span id alone is kept, as Jaeger keeps it. */
@SuppressWarnings("ReferenceEquality") // The same object means that nothing had to change.
final class EmptyReferenceAdjuster implements TraceAdjuster {
  @Override
  public Trace adjust(Trace trace) {
    return SpanEdits.mapSpans(trace, located -> {
      Span span = cleaned(located.span());
      return span == located.span() ? located : located.withSpan(span);
    });
  }

  private static Span cleaned(Span span) {
    if (span.links().stream().noneMatch(link -> link.traceId().isZero())) {
      return span;
    }
    List<SpanLink> valid = new ArrayList<>(span.links().size());
    Span.Builder builder = span.toBuilder();
    for (SpanLink link : span.links()) {
      if (link.traceId().isZero()) {
        builder.addWarning("Invalid span link removed");
      } else {
        valid.add(link);
      }
    }
    return builder.links(valid).build();
  }
}
