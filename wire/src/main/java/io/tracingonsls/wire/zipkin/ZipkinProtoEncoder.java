// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.wire.generated.zipkin.Annotation;
import io.tracingonsls.wire.generated.zipkin.Endpoint;
import io.tracingonsls.wire.generated.zipkin.Span;
import java.nio.ByteBuffer;

/** Version 2 spans in Zipkin's generated protobuf classes. */
final class ZipkinProtoEncoder {
  private ZipkinProtoEncoder() {}

  static Span span(ZipkinV2Span span) {
    Span.Builder proto = Span.newBuilder()
        .setTraceId(UnsafeByteOperations.unsafeWrap(ByteBuffer.allocate(16)
            .putLong(span.traceId.high())
            .putLong(span.traceId.low())
            .array()))
        .setId(bytes(span.id.value()))
        .setKind(kind(span.kind))
        .setName(span.name)
        .setTimestamp(span.startMicros)
        .setDuration(span.durationMicros)
        .putAllTags(span.tags);
    if (!span.parentId.isZero()) {
      proto.setParentId(bytes(span.parentId.value()));
    }
    if (!span.local.equals(ZipkinEndpoint.NONE)) {
      proto.setLocalEndpoint(endpoint(span.local));
    }
    if (!span.remote.equals(ZipkinEndpoint.NONE)) {
      proto.setRemoteEndpoint(endpoint(span.remote));
    }
    for (ZipkinV2Span.Annotation annotation : span.annotations) {
      proto.addAnnotations(Annotation.newBuilder()
          .setTimestamp(annotation.timeMicros())
          .setValue(annotation.value()));
    }
    return proto.build();
  }

  private static Span.Kind kind(SpanKind kind) {
    return switch (kind) {
      case CLIENT -> Span.Kind.CLIENT;
      case SERVER -> Span.Kind.SERVER;
      case PRODUCER -> Span.Kind.PRODUCER;
      case CONSUMER -> Span.Kind.CONSUMER;
      default -> Span.Kind.SPAN_KIND_UNSPECIFIED;
    };
  }

  private static Endpoint endpoint(ZipkinEndpoint endpoint) {
    return Endpoint.newBuilder()
        .setServiceName(endpoint.serviceName())
        .setIpv4(IpText.bytes(endpoint.ipv4(), 4))
        .setIpv6(IpText.bytes(endpoint.ipv6(), 16))
        .setPort(endpoint.port())
        .build();
  }

  private static ByteString bytes(long id) {
    return UnsafeByteOperations.unsafeWrap(ByteBuffer.allocate(8).putLong(id).array());
  }
}
