// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.testing.payload.Payload;
import io.tracingonsls.wire.jaeger.JaegerAgentMessage;
import io.tracingonsls.wire.jaeger.JaegerProto;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import io.tracingonsls.wire.otlp.OtlpJson;
import io.tracingonsls.wire.otlp.OtlpProto;
import io.tracingonsls.wire.zipkin.ZipkinJson;
import io.tracingonsls.wire.zipkin.ZipkinProto;
import io.tracingonsls.wire.zipkin.ZipkinThrift;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;

/** Chooses the decoder of a captured payload as a receiver would. */
final class Decoders {
  private static final DecodeLimits LIMITS = DecodeLimits.DEFAULT;

  private Decoders() {}

  static SpanBatch decode(Payload payload) throws DecodeException, IOException {
    return decoder(payload).decode(ByteBuffer.wrap(body(payload)));
  }

  static byte[] body(Payload payload) throws IOException {
    byte[] bytes = payload.bytes();
    return payload.header("content-encoding").equals("gzip")
        ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
        : bytes;
  }

  static SpanDecoder decoder(Payload payload) {
    String file = payload.file();
    String type = payload.header("content-type");
    if (file.startsWith("thrift-http/")) {
      return JaegerThrift::decodeBatch;
    }
    if (file.startsWith("grpc-postspans/")) {
      return JaegerProto::decodePostSpans;
    }
    if (file.startsWith("udp-compact/")) {
      return message -> JaegerAgentMessage.decodeCompact(message, LIMITS);
    }
    if (file.startsWith("udp-binary/")) {
      return message -> JaegerAgentMessage.decodeBinary(message, LIMITS);
    }
    if (payload.path().startsWith("/api/v1/spans")) {
      return type.equals("application/x-thrift")
          ? body -> ZipkinThrift.decodeList(body, LIMITS)
          : body -> ZipkinJson.decodeV1(body, LIMITS);
    }
    if (payload.path().startsWith("/api/v2/spans")) {
      return type.equals("application/x-protobuf")
          ? body -> ZipkinProto.decode(body, LIMITS)
          : body -> ZipkinJson.decodeV2(body, LIMITS);
    }
    if (payload.path().startsWith("/v1/traces") || payload.transport().equals("grpc")) {
      return type.equals("application/json") ? OtlpJson::decode : OtlpProto::decode;
    }
    throw new IllegalArgumentException("no decoder for " + file);
  }
}
