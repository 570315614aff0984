// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.SpanKind;
import java.io.IOException;
import java.util.Map;

/** Writes version 2 spans. */
final class ZipkinJsonV2Writer {
  private ZipkinJsonV2Writer() {}

  static void write(JsonGenerator json, ZipkinV2Span span) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", span.traceId.toJaegerHex());
    json.writeStringField("id", span.id.toHex());
    if (!span.parentId.isZero()) {
      json.writeStringField("parentId", span.parentId.toHex());
    }
    if (span.kind != SpanKind.UNSPECIFIED && span.kind != SpanKind.INTERNAL) {
      json.writeStringField("kind", span.kind.name());
    }
    json.writeStringField("name", span.name);
    json.writeNumberField("timestamp", span.startMicros);
    json.writeNumberField("duration", span.durationMicros);
    endpoint(json, "localEndpoint", span.local);
    endpoint(json, "remoteEndpoint", span.remote);
    annotations(json, span);
    json.writeObjectFieldStart("tags");
    for (Map.Entry<String, String> tag : span.tags.entrySet()) {
      json.writeStringField(tag.getKey(), tag.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void annotations(JsonGenerator json, ZipkinV2Span span) throws IOException {
    json.writeArrayFieldStart("annotations");
    for (ZipkinV2Span.Annotation annotation : span.annotations) {
      json.writeStartObject();
      json.writeNumberField("timestamp", annotation.timeMicros());
      json.writeStringField("value", annotation.value());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void endpoint(JsonGenerator json, String name, ZipkinEndpoint endpoint)
      throws IOException {
    if (endpoint.equals(ZipkinEndpoint.NONE)) {
      return;
    }
    json.writeObjectFieldStart(name);
    text(json, "serviceName", endpoint.serviceName());
    text(json, "ipv4", endpoint.ipv4());
    text(json, "ipv6", endpoint.ipv6());
    if (endpoint.port() != 0) {
      json.writeNumberField("port", endpoint.port());
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }
}
