// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.jaeger.JaegerAgentMessage;
import io.tracingonsls.wire.jaeger.JaegerProto;
import io.tracingonsls.wire.jaeger.JaegerThrift;
import io.tracingonsls.wire.otlp.OtlpJson;
import io.tracingonsls.wire.otlp.OtlpProto;
import io.tracingonsls.wire.zipkin.ZipkinJson;
import io.tracingonsls.wire.zipkin.ZipkinProto;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpanBodyTest {
  private static final long NOW = 1_790_000_000_000_000L;

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void patch_givesDecodableSpansOfTheProfile(Encoding encoding) throws Exception {
    SpanBody body = new SpanBody(encoding, new SampleSpans(Profile.P1, 3, 0).next(), Profile.P1);
    body.patch(5, 77, NOW);
    body.patch(7, 1_000, NOW + 1);
    List<TraceSpan> spans = decoded(encoding, body.bytes()).flatten();
    assertThat(spans).hasSize(body.spans()).hasSize(100);
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i).span();
      assertThat(span.traceId()).isEqualTo(new TraceId(7, 1_000 + i / 10));
      assertThat(span.isRoot()).isEqualTo(i % 10 == 0);
      assertThat(span.startMicros()).isBetween(NOW + 1, NOW + 90_001);
      assertThat(span.durationMicros()).isBetween(100L, 100_000L);
      assertThat(span.attributes().size()).isGreaterThanOrEqualTo(11);
      assertThat(spans.get(i).resource().serviceName()).startsWith("service-");
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void newBody_sameSeed_isEqual(Encoding encoding) {
    byte[] first = body(encoding, 3);
    assertThat(body(encoding, 3)).isEqualTo(first);
    assertThat(body(encoding, 4)).isNotEqualTo(first);
  }

  @Test
  void sampleSpans_ofManyServices_nameEachServiceAndOperation() {
    SampleSpans samples = new SampleSpans(Profile.P5, 1, 0);
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i < 4_000; i++) {
      var request = samples.next();
      request
          .scopes()
          .get(0)
          .spans()
          .forEach(span -> pairs.add(request.resource().serviceName() + " " + span.name()));
    }
    assertThat(pairs).hasSize(2_000 * 200);
  }

  private static byte[] body(Encoding encoding, long seed) {
    return new SpanBody(encoding, new SampleSpans(Profile.P1, seed, 0).next(), Profile.P1).bytes();
  }

  private static SpanBatch decoded(Encoding encoding, byte[] bytes) throws DecodeException {
    ByteBuffer body = ByteBuffer.wrap(bytes);
    return switch (encoding) {
      case JAEGER_THRIFT -> JaegerThrift.decodeBatch(body);
      case JAEGER_UDP_COMPACT -> JaegerAgentMessage.decodeCompact(body, DecodeLimits.DEFAULT);
      case JAEGER_PROTO -> JaegerProto.decodePostSpans(body);
      case OTLP_PROTO -> OtlpProto.decode(body);
      case OTLP_JSON -> OtlpJson.decode(body);
      case ZIPKIN_PROTO -> ZipkinProto.decode(body, DecodeLimits.DEFAULT);
      case ZIPKIN_JSON -> ZipkinJson.decodeV2(body, DecodeLimits.DEFAULT);
    };
  }
}
