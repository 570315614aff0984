// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.List;

/** The fields of a version 1 span as they were read; {@link ZipkinV1Mapper} gives them their meaning. Not thread-safe. */
final class ZipkinV1Span {
  /** A point in time: a core one such as {@code cs}, or any text. */
  record Annotation(long timeMicros, String value, ZipkinEndpoint endpoint) {}

  /** A tag, or an address such as {@code sa}. */
  record BinaryAnnotation(String key, AttributeValue value, ZipkinEndpoint endpoint) {}

  TraceId traceId = TraceId.ZERO;
  SpanId id = SpanId.ZERO;
  SpanId parentId = SpanId.ZERO;
  String name = "";
  long startMicros;
  long durationMicros;
  final List<Annotation> annotations = new ArrayList<>(4);
  final List<BinaryAnnotation> binaryAnnotations = new ArrayList<>();
}
