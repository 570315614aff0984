// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import static io.tracingonsls.wire.proto.ProtoReader.FIXED64;
import static io.tracingonsls.wire.proto.ProtoReader.LENGTH;
import static io.tracingonsls.wire.proto.ProtoReader.VARINT;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.proto.ProtoReader;

/** Reads Zipkin's protobuf. One object per message. */
final class ZipkinProtoReader {
  private final ProtoReader in;

  ZipkinProtoReader(ProtoReader in) {
    this.in = in;
  }

  SpanBatch read() throws DecodeException {
    ZipkinBatch batch = new ZipkinBatch();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == (1 << 3 | LENGTH)) {
        batch.add(span());
      } else {
        in.skip(tag);
      }
    }
    return batch.build();
  }

  private TraceSpan span() throws DecodeException {
    in.budget().span();
    int outer = in.enter();
    ZipkinV2Span span = new ZipkinV2Span();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> span.traceId = in.traceId();
        case 2 << 3 | LENGTH -> span.parentId = in.spanId();
        case 3 << 3 | LENGTH -> span.id = in.spanId();
        case 4 << 3 | VARINT -> span.kind = kind(in.int32());
        case 5 << 3 | LENGTH -> span.name = in.recurringText();
        case 6 << 3 | FIXED64 -> span.startMicros = in.fixed64();
        case 7 << 3 | VARINT -> span.durationMicros = in.int64();
        case 8 << 3 | LENGTH -> span.local = endpoint();
        case 9 << 3 | LENGTH -> span.remote = endpoint();
        case 10 << 3 | LENGTH -> span.annotations.add(annotation());
        case 11 << 3 | LENGTH -> tag(span);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return ZipkinV2Mapper.map(span);
  }

  private static SpanKind kind(int number) {
    return switch (number) {
      case 1 -> SpanKind.CLIENT;
      case 2 -> SpanKind.SERVER;
      case 3 -> SpanKind.PRODUCER;
      case 4 -> SpanKind.CONSUMER;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  private ZipkinEndpoint endpoint() throws DecodeException {
    int outer = in.enter();
    String serviceName = "";
    String ipv4 = "";
    String ipv6 = "";
    int port = 0;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> serviceName = in.recurringText();
        case 2 << 3 | LENGTH -> ipv4 = IpText.of(in.bytes());
        case 3 << 3 | LENGTH -> ipv6 = IpText.of(in.bytes());
        case 4 << 3 | VARINT -> port = in.int32() & 0xffff;
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new ZipkinEndpoint(serviceName, ipv4, ipv6, port);
  }

  private ZipkinV2Span.Annotation annotation() throws DecodeException {
    in.budget().struct();
    int outer = in.enter();
    long timeMicros = 0;
    String value = "";
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | FIXED64 -> timeMicros = in.fixed64();
        case 2 << 3 | LENGTH -> value = in.text();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return new ZipkinV2Span.Annotation(timeMicros, value);
  }

  private void tag(ZipkinV2Span span) throws DecodeException {
    in.budget().value();
    int outer = in.enter();
    String key = "";
    String value = "";
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> key = in.recurringText();
        case 2 << 3 | LENGTH -> value = in.text();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    span.tags.put(key, value);
  }
}
