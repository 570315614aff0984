// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The fields of a version 2 span as they were read; {@link ZipkinV2Mapper} gives them their meaning. Not thread-safe. */
final class ZipkinV2Span {
  /** A point in time with a text. */
  record Annotation(long timeMicros, String value) {}

  TraceId traceId = TraceId.ZERO;
  SpanId id = SpanId.ZERO;
  SpanId parentId = SpanId.ZERO;
  SpanKind kind = SpanKind.UNSPECIFIED;
  String name = "";
  long startMicros;
  long durationMicros;
  ZipkinEndpoint local = ZipkinEndpoint.NONE;
  ZipkinEndpoint remote = ZipkinEndpoint.NONE;
  final List<Annotation> annotations = new ArrayList<>(2);
  final Map<String, String> tags = new LinkedHashMap<>();
}
