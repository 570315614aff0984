// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.List;

/** The rules by which Jaeger's references and its separate parent field are one thing. */
public final class JaegerReferences {
  private JaegerReferences() {}

  /**
   * The references of a span with its parent field among them: a CHILD_OF to the parent goes to the front, unless some reference of any type
   * points there already.
   */
  public static List<SpanLink> withParent(
      TraceId traceId, SpanId parent, List<SpanLink> references) {
    if (parent.isZero()) {
      return references;
    }
    for (SpanLink reference : references) {
      if (reference.pointsAt(traceId, parent)) {
        return references;
      }
    }
    SpanLink first = SpanLink.reference(ReferenceType.CHILD_OF, traceId, parent);
    if (references.isEmpty()) {
      return List.of(first);
    }
    List<SpanLink> all = new ArrayList<>(references.size() + 1);
    all.add(first);
    all.addAll(references);
    return all;
  }

  /** The span that the first CHILD_OF within the trace names, else the first FOLLOWS_FROM within the trace, else zero. */
  public static SpanId parentOf(TraceId traceId, List<SpanLink> references) {
    SpanId follows = SpanId.ZERO;
    for (SpanLink reference : references) {
      if (!reference.traceId().equals(traceId)) {
        continue;
      }
      if (reference.type() == ReferenceType.CHILD_OF) {
        return reference.spanId();
      }
      if (follows.isZero()) {
        follows = reference.spanId();
      }
    }
    return follows;
  }
}
