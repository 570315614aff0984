// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.generated.apiv2.KeyValue;
import io.tracingonsls.wire.generated.apiv2.Log;
import io.tracingonsls.wire.generated.apiv2.Process;
import io.tracingonsls.wire.generated.apiv2.SpanRef;
import io.tracingonsls.wire.generated.apiv2.SpanRefType;
import io.tracingonsls.wire.generated.apiv2.ValueType;
import java.nio.ByteBuffer;

/** Canonical spans, as {@link JaegerView} shows them, in Jaeger's generated protobuf classes. */
final class JaegerProtoEncoder {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private JaegerProtoEncoder() {}

  static Process process(Resource resource) {
    Process.Builder process = Process.newBuilder().setServiceName(JaegerView.serviceName(resource));
    Attributes tags = JaegerView.processTags(resource);
    for (int i = 0; i < tags.size(); i++) {
      process.addTags(keyValue(tags.key(i), tags.value(i)));
    }
    return process.build();
  }

  static io.tracingonsls.wire.generated.apiv2.Span.Builder span(Scope scope, Span span) {
    io.tracingonsls.wire.generated.apiv2.Span.Builder proto =
        io.tracingonsls.wire.generated.apiv2.Span.newBuilder()
            .setTraceId(traceId(span.traceId()))
            .setSpanId(spanId(span.spanId()))
            .setOperationName(span.name())
            .setFlags(span.jaegerFlags())
            .setStartTime(timestamp(span.startNanos()))
            .setDuration(duration(span.durationNanos()))
            .addAllWarnings(JaegerView.warnings(span));
    for (SpanLink reference : JaegerView.references(span)) {
      proto.addReferences(reference(reference));
    }
    Attributes tags = JaegerView.tags(scope, span);
    for (int i = 0; i < tags.size(); i++) {
      proto.addTags(keyValue(tags.key(i), tags.value(i)));
    }
    for (SpanEvent event : span.events()) {
      proto.addLogs(log(event));
    }
    return proto;
  }

  private static SpanRef reference(SpanLink reference) {
    return SpanRef.newBuilder()
        .setTraceId(traceId(reference.traceId()))
        .setSpanId(spanId(reference.spanId()))
        .setRefType(
            reference.type() == ReferenceType.CHILD_OF
                ? SpanRefType.CHILD_OF
                : SpanRefType.FOLLOWS_FROM)
        .build();
  }

  private static Log log(SpanEvent event) {
    Log.Builder log = Log.newBuilder().setTimestamp(timestamp(event.timeNanos()));
    Attributes fields = JaegerView.fields(event);
    for (int i = 0; i < fields.size(); i++) {
      log.addFields(keyValue(fields.key(i), fields.value(i)));
    }
    return log.build();
  }

  private static KeyValue keyValue(String key, AttributeValue value) {
    KeyValue.Builder proto = KeyValue.newBuilder().setKey(key);
    if (value instanceof BoolValue bool) {
      return proto.setVType(ValueType.BOOL).setVBool(bool.value()).build();
    }
    if (value instanceof LongValue number) {
      return proto.setVType(ValueType.INT64).setVInt64(number.value()).build();
    }
    if (value instanceof DoubleValue number) {
      return proto.setVType(ValueType.FLOAT64).setVFloat64(number.value()).build();
    }
    if (value instanceof BytesValue bytes) {
      ByteString wrapped = UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
      return proto.setVType(ValueType.BINARY).setVBinary(wrapped).build();
    }
    return proto.setVType(ValueType.STRING).setVStr(value.asText()).build();
  }

  static ByteString traceId(TraceId id) {
    ByteBuffer bytes = ByteBuffer.allocate(16).putLong(id.high()).putLong(id.low());
    return UnsafeByteOperations.unsafeWrap(bytes.array());
  }

  static ByteString spanId(SpanId id) {
    return UnsafeByteOperations.unsafeWrap(
        ByteBuffer.allocate(8).putLong(id.value()).array());
  }

  private static Timestamp timestamp(long nanos) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(nanos, NANOS_PER_SECOND))
        .setNanos((int) Math.floorMod(nanos, NANOS_PER_SECOND))
        .build();
  }

  private static Duration duration(long nanos) {
    return Duration.newBuilder()
        .setSeconds(nanos / NANOS_PER_SECOND)
        .setNanos((int) (nanos % NANOS_PER_SECOND))
        .build();
  }
}
