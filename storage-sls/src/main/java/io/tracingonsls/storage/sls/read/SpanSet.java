// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Different spans. Looks at whole spans only when ids and start are the same, because their hash costs as much as reading them. */
final class SpanSet {
  private record Key(TraceId traceId, SpanId spanId, long startNanos) {
    static Key of(Span span) {
      return new Key(span.traceId(), span.spanId(), span.startNanos());
    }
  }

  private final Map<Key, TraceSpan> first = new HashMap<>();
  private final Set<TraceSpan> others = new HashSet<>();

  /** Whether the span was not there yet. */
  boolean add(TraceSpan span) {
    TraceSpan same = first.putIfAbsent(Key.of(span.span()), span);
    return same == null || (!same.equals(span) && others.add(span));
  }

  boolean contains(TraceSpan span) {
    TraceSpan same = first.get(Key.of(span.span()));
    return same != null && (same.equals(span) || others.contains(span));
  }
}
