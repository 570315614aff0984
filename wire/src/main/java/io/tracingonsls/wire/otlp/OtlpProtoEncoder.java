// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.trace.v1.Status;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** OpenTelemetry-shaped spans in its generated protobuf classes. */
final class OtlpProtoEncoder {
  private OtlpProtoEncoder() {}

  static io.opentelemetry.proto.trace.v1.ResourceSpans resourceSpans(ResourceSpans spans) {
    Resource resource = spans.resource();
    io.opentelemetry.proto.trace.v1.ResourceSpans.Builder proto =
        io.opentelemetry.proto.trace.v1.ResourceSpans.newBuilder()
            .setResource(io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                .addAllAttributes(attributes(resource.attributes()))
                .setDroppedAttributesCount(resource.droppedAttributesCount()))
            .setSchemaUrl(resource.schemaUrl());
    for (ScopeSpans scope : spans.scopes()) {
      proto.addScopeSpans(scopeSpans(scope));
    }
    return proto.build();
  }

  private static io.opentelemetry.proto.trace.v1.ScopeSpans scopeSpans(ScopeSpans spans) {
    Scope scope = spans.scope();
    io.opentelemetry.proto.trace.v1.ScopeSpans.Builder proto =
        io.opentelemetry.proto.trace.v1.ScopeSpans.newBuilder()
            .setScope(InstrumentationScope.newBuilder()
                .setName(scope.name())
                .setVersion(scope.version())
                .addAllAttributes(attributes(scope.attributes()))
                .setDroppedAttributesCount(scope.droppedAttributesCount()))
            .setSchemaUrl(scope.schemaUrl());
    for (Span span : spans.spans()) {
      proto.addSpans(span(span));
    }
    return proto.build();
  }

  private static io.opentelemetry.proto.trace.v1.Span span(Span span) {
    io.opentelemetry.proto.trace.v1.Span.Builder proto =
        io.opentelemetry.proto.trace.v1.Span.newBuilder()
            .setTraceId(id(span.traceId()))
            .setSpanId(id(span.spanId()))
            .setTraceState(span.traceState())
            .setParentSpanId(id(span.parentSpanId()))
            .setFlags(span.traceFlags())
            .setName(span.name())
            .setKindValue(OtlpCodes.number(span.kind()))
            .setStartTimeUnixNano(span.startNanos())
            .setEndTimeUnixNano(span.endNanos())
            .addAllAttributes(attributes(span.attributes()))
            .setDroppedAttributesCount(span.droppedAttributesCount())
            .setDroppedEventsCount(span.droppedEventsCount())
            .setDroppedLinksCount(span.droppedLinksCount());
    if (!span.status().equals(SpanStatus.UNSET)) {
      proto.setStatus(Status.newBuilder()
          .setCodeValue(OtlpCodes.number(span.status().code()))
          .setMessage(span.status().message()));
    }
    for (SpanEvent event : span.events()) {
      proto.addEvents(event(event));
    }
    for (SpanLink link : span.links()) {
      proto.addLinks(link(link));
    }
    return proto.build();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Event event(SpanEvent event) {
    return io.opentelemetry.proto.trace.v1.Span.Event.newBuilder()
        .setTimeUnixNano(event.timeNanos())
        .setName(event.name())
        .addAllAttributes(attributes(event.attributes()))
        .setDroppedAttributesCount(event.droppedAttributesCount())
        .build();
  }

  private static io.opentelemetry.proto.trace.v1.Span.Link link(SpanLink link) {
    return io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
        .setTraceId(id(link.traceId()))
        .setSpanId(id(link.spanId()))
        .setTraceState(link.traceState())
        .addAllAttributes(attributes(link.attributes()))
        .setDroppedAttributesCount(link.droppedAttributesCount())
        .setFlags(link.flags())
        .build();
  }

  private static ByteString id(TraceId id) {
    return UnsafeByteOperations.unsafeWrap(
        ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low()).array());
  }

  private static ByteString id(SpanId id) {
    return id.isZero()
        ? ByteString.EMPTY
        : UnsafeByteOperations.unsafeWrap(
            ByteBuffer.allocate(8).putLong(id.value()).array());
  }

  private static List<KeyValue> attributes(Attributes attributes) {
    List<KeyValue> list = new ArrayList<>(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      list.add(KeyValue.newBuilder()
          .setKey(attributes.key(i))
          .setValue(value(attributes.value(i)))
          .build());
    }
    return list;
  }

  private static AnyValue value(AttributeValue value) {
    AnyValue.Builder proto = AnyValue.newBuilder();
    if (value instanceof StringValue text) {
      proto.setStringValue(text.value());
    } else if (value instanceof BoolValue bool) {
      proto.setBoolValue(bool.value());
    } else if (value instanceof LongValue number) {
      proto.setIntValue(number.value());
    } else if (value instanceof DoubleValue number) {
      proto.setDoubleValue(number.value());
    } else if (value instanceof BytesValue bytes) {
      proto.setBytesValue(UnsafeByteOperations.unsafeWrap(bytes.toByteArray()));
    } else if (value instanceof ListValue list) {
      ArrayValue.Builder array = ArrayValue.newBuilder();
      list.values().forEach(element -> array.addValues(value(element)));
      proto.setArrayValue(array);
    } else if (value instanceof MapValue map) {
      proto.setKvlistValue(KeyValueList.newBuilder().addAllValues(attributes(map.entries())));
    }
    return proto.build();
  }
}
