// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.testing.payload.Payload;
import io.tracingonsls.testing.payload.Payloads;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The captured payloads that both Jaeger versions refuse with 400 are well-formed, and we take them. */
class RefusedPayloadTest {
  @Test
  void zipkinV1JsonWithTruthValues_isTaken() throws Exception {
    SpanBatch batch = decode("zipkin/reporter-json-v1");
    assertThat(batch.spanCount()).isEqualTo(7);
    TraceSpan client = named(batch, "get");
    assertThat(client.resource().serviceName()).isEqualTo("shop-front");
    assertThat(client.span().kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(client.span().attributes().get("sa")).isEqualTo(AttributeValue.of(true));
    assertThat(client.span().attributes().text("peer.service")).isEqualTo("shop-orders");
    assertThat(client.span().attributes().text("net.peer.ip")).isEqualTo("2001:db8::c001");
    assertThat(client.span().attributes().text("error")).isEqualTo("500");
    assertThat(client.span().status().isError()).isTrue();
  }

  @Test
  void zipkinV1JsonWithoutTimes_takesThemFromAnnotations() throws Exception {
    Span server = named(decode("zipkin/reporter-json-v1"), "get /orders").span();
    assertThat(server.startMicros()).isEqualTo(1795403733098000L);
    assertThat(server.durationMicros()).isEqualTo(40000);
  }

  @Test
  void pyZipkinV1Json64Bit_isTaken() throws Exception {
    SpanBatch batch = decode("zipkin/py-zipkin-v1-json-64bit");
    assertThat(batch.spanCount()).isEqualTo(2);
    assertThat(batch.flatten())
        .allSatisfy(
            span -> assertThat(span.span().traceId().toJaegerHex()).isEqualTo("d42b954947ff02e7"));
    assertThat(named(batch, "query").span().attributes().text("peer.service")).isEqualTo("mysql");
  }

  @Test
  void pyZipkinProtoWithShortTraceId_isTaken() throws Exception {
    SpanBatch batch = decode("zipkin/py-zipkin-v2-proto3-64bit");
    assertThat(batch.spanCount()).isEqualTo(2);
    assertThat(batch.flatten())
        .allSatisfy(span -> assertThat(span.span().traceId().high()).isZero());
  }

  private static SpanBatch decode(String group) throws Exception {
    List<Payload> payloads = Payloads.group(group).payloads();
    assertThat(payloads)
        .allSatisfy(payload -> assertThat(payload.jaegerStatus()).isEqualTo(400));
    return Decoders.decode(payloads.get(0));
  }

  private static TraceSpan named(SpanBatch batch, String name) {
    return batch.flatten().stream()
        .filter(span -> span.span().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
