// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;

/** Estimates how much memory canonical spans take: texts by length, everything else by a flat figure. */
public final class SpanSizes {
  private static final int SPAN = 200;
  private static final int PART = 64;

  private SpanSizes() {}

  /** Bytes of a whole batch. */
  public static long of(SpanBatch batch) {
    long bytes = 0;
    for (ResourceSpans resource : batch.resources()) {
      bytes += PART + of(resource.resource().attributes());
      for (ScopeSpans scope : resource.scopes()) {
        bytes += PART + of(scope.scope().attributes());
        for (Span span : scope.spans()) {
          bytes += of(span);
        }
      }
    }
    return bytes;
  }

  /** Bytes of one span without its resource. */
  public static long of(Span span) {
    long bytes = (long) SPAN
        + span.name().length()
        + span.traceState().length()
        + span.status().message().length();
    bytes += of(span.attributes());
    for (SpanEvent event : span.events()) {
      bytes += of(event);
    }
    for (SpanLink link : span.links()) {
      bytes += of(link);
    }
    for (String warning : span.warnings()) {
      bytes += PART + warning.length();
    }
    return bytes;
  }

  static long of(SpanEvent event) {
    return PART + event.name().length() + of(event.attributes());
  }

  static long of(SpanLink link) {
    return PART + link.traceState().length() + of(link.attributes());
  }

  static long of(Attributes attributes) {
    long bytes = 0;
    for (int i = 0; i < attributes.size(); i++) {
      bytes += PART + attributes.key(i).length() + of(attributes.value(i));
    }
    return bytes;
  }

  static long of(AttributeValue value) {
    if (value instanceof AttributeValue.StringValue text) {
      return text.value().length();
    }
    if (value instanceof AttributeValue.BytesValue bytes) {
      return bytes.length();
    }
    if (value instanceof AttributeValue.MapValue map) {
      return PART + of(map.entries());
    }
    if (value instanceof AttributeValue.ListValue list) {
      long bytes = PART;
      for (AttributeValue element : list.values()) {
        bytes += 16 + of(element);
      }
      return bytes;
    }
    return 8;
  }
}
