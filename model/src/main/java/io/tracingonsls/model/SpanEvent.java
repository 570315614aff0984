// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/**
 * Something that happened during a span; Jaeger calls it a log.
 *
 * <p>A Jaeger log keeps its field {@code event} among the attributes, where it stood, and has an empty name; an OTLP event has a name.
 */
public record SpanEvent(
    long timeNanos, String name, Attributes attributes, int droppedAttributesCount) {
  public SpanEvent(long timeNanos, String name, Attributes attributes) {
    this(timeNanos, name, attributes, 0);
  }
}
