// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/**
 * A pointer to another span; Jaeger calls it a reference.
 *
 * <p>A span that came from Jaeger keeps all its references as links, in order and with their types, the one to its parent included. A span
 * that came from OTLP or Zipkin names its parent only in {@link Span#parentSpanId()} and its links have type {@link ReferenceType#NONE}.
 *
 * @param flags W3C trace flags of the link
 */
public record SpanLink(
    TraceId traceId,
    SpanId spanId,
    ReferenceType type,
    String traceState,
    int flags,
    Attributes attributes,
    int droppedAttributesCount) {

  /** A Jaeger reference. */
  public static SpanLink reference(ReferenceType type, TraceId traceId, SpanId spanId) {
    return new SpanLink(traceId, spanId, type, "", 0, Attributes.empty(), 0);
  }

  public boolean pointsAt(TraceId trace, SpanId span) {
    return spanId.equals(span) && traceId.equals(trace);
  }
}
