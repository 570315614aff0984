// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.testing.generate.SeededSpans;
import io.tracingonsls.testing.generate.Seeds;
import io.tracingonsls.testing.junit.SeedExtension;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeedExtension.class)
class ZipkinWriteTest {
  private static final SpanBatch BATCH = new SpanBatch(List.of(new ResourceSpans(
      Resource.of(Attributes.builder()
          .put("service.name", "shop")
          .put("k8s.pod.name", "pod-1")
          .build()),
      List.of(new ScopeSpans(
          new Scope("lib", "2", Attributes.empty(), 0, ""),
          List.of(Span.builder()
              .traceId(new TraceId(1, 2))
              .spanId(new SpanId(3))
              .parentSpanId(new SpanId(4))
              .traceState("a=1")
              .name("get")
              .kind(SpanKind.CLIENT)
              .startNanos(1_700_000_000_000_000_000L)
              .durationNanos(5_000)
              .attributes(Attributes.builder()
                  .put("http.method", "GET")
                  .put("net.host.ip", "10.0.0.1")
                  .put("net.host.port", 80)
                  .put("peer.service", "db")
                  .put("net.peer.ip", "2001:db8::1")
                  .put("net.peer.port", 3306)
                  .build())
              .events(List.of(
                  new SpanEvent(6_000, "plain", Attributes.empty()),
                  new SpanEvent(
                      7_000,
                      "rich",
                      Attributes.builder().put("n", 1).put("s", "x").build(),
                      2)))
              .links(List.of(new SpanLink(
                  new TraceId(9, 9),
                  new SpanId(8),
                  ReferenceType.NONE,
                  "k=v",
                  0,
                  Attributes.builder().put("t", true).build(),
                  1)))
              .status(new SpanStatus(SpanStatus.Code.ERROR, "why"))
              .build()))))));

  @Test
  void json_readsBackEqual() throws Exception {
    assertThat(json(ZipkinJson.encodeV2(BATCH))).isEqualTo(BATCH);
  }

  @Test
  void protobuf_readsBackEqual() throws Exception {
    assertThat(proto(ZipkinProto.listOfSpans(BATCH).toByteArray())).isEqualTo(BATCH);
  }

  @Test
  void bothEncodings_sayTheSame(SeededSpans seeded) throws Exception {
    for (int round = 0; round < Seeds.rounds(50); round++) {
      SpanBatch batch = seeded.batch(6);
      assertThat(proto(ZipkinProto.listOfSpans(batch).toByteArray()))
          .isEqualTo(json(ZipkinJson.encodeV2(batch)));
    }
  }

  private static SpanBatch json(byte[] bytes) throws DecodeException {
    return ZipkinJson.decodeV2(ByteBuffer.wrap(bytes), DecodeLimits.DEFAULT);
  }

  private static SpanBatch proto(byte[] bytes) throws DecodeException {
    return ZipkinProto.decode(ByteBuffer.wrap(bytes), DecodeLimits.DEFAULT);
  }
}
