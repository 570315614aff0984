// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;

/** Links that came in as Jaeger references: they carry a type, and the one to the parent is among them. */
final class References {
  private References() {}

  static boolean isReference(SpanLink link) {
    return link.type() != ReferenceType.NONE;
  }

  static SpanLink retargeted(SpanLink link, SpanId spanId) {
    return new SpanLink(
        link.traceId(),
        spanId,
        link.type(),
        link.traceState(),
        link.flags(),
        link.attributes(),
        link.droppedAttributesCount());
  }
}
