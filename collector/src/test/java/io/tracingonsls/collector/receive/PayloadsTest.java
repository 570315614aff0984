// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.testing.payload.GoldenTrace;
import io.tracingonsls.testing.payload.Payload;
import io.tracingonsls.testing.payload.PayloadGroup;
import io.tracingonsls.testing.payload.Payloads;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every captured payload goes over a real connection into the collector and comes out as the spans that Jaeger stored, but for the
 * differences that {@link GoldenAnswers} names.
 */
class PayloadsTest {
  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();
  private final CollectorFixture collector = new CollectorFixture(
      writer,
      CollectorFixture.settings().writeTimeout(java.time.Duration.ofSeconds(10)),
      ReceiverKind.values());

  static Stream<PayloadGroup> groups() {
    return Payloads.all().stream().filter(group -> !group.name().startsWith("tchannel/"));
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @ParameterizedTest
  @MethodSource("groups")
  void acceptsEveryPayload(PayloadGroup group) throws Exception {
    for (Payload payload : group.payloads()) {
      send(group, payload);
    }
    int expected = group.traces().stream().mapToInt(GoldenTrace::spanCount).sum();
    if (group.name().startsWith("udp")) {
      int spans = expected == 0 ? 425 : expected;
      CollectorFixture.eventually(() -> writer.spanCount() >= spans);
    }
    Map<String, Integer> counts = spansByTrace();
    for (GoldenTrace trace : group.traces()) {
      if (trace.spanCount() > 0) {
        assertThat(counts).containsEntry(trace.traceId(), trace.spanCount());
      }
      if (trace.has("v1.67-raw")) {
        GoldenAnswers.assertSame(group.name(), trace, writer.taken());
      }
    }
    assertThat(writer.spanCount()).isPositive();
    CollectorFixture.eventually(collector::accountsAddUp);
  }

  private Map<String, Integer> spansByTrace() {
    Map<String, Integer> counts = new HashMap<>();
    for (SpanBatch batch : writer.taken()) {
      for (TraceSpan span : batch.flatten()) {
        counts.merge(span.span().traceId().toJaegerHex(), 1, Integer::sum);
      }
    }
    return counts;
  }

  private void send(PayloadGroup group, Payload payload) throws IOException {
    switch (payload.transport()) {
      case "http" -> http(payload);
      case "grpc" -> grpc(payload);
      case "udp" -> udp(group, payload);
      default -> throw new AssertionError(payload.transport());
    }
  }

  private void http(Payload payload) {
    ReceiverKind kind = payload.path().startsWith("/api/traces")
        ? ReceiverKind.JAEGER_HTTP
        : payload.path().startsWith("/v1/") ? ReceiverKind.OTLP_HTTP : ReceiverKind.ZIPKIN;
    List<String> headers = new ArrayList<>();
    for (String name : List.of("content-type", "content-encoding")) {
      if (!payload.header(name).isEmpty()) {
        headers.add(name);
        headers.add(payload.header(name));
      }
    }
    HttpResponse<String> answer =
        collector.post(kind, payload.path(), payload.bytes(), headers.toArray(new String[0]));
    assertThat(answer.statusCode())
        .as(answer.body())
        .isEqualTo(kind == ReceiverKind.OTLP_HTTP ? 200 : 202);
  }

  private void grpc(Payload payload) {
    ReceiverKind kind =
        payload.path().contains("jaeger") ? ReceiverKind.JAEGER_GRPC : ReceiverKind.OTLP_GRPC;
    String full = payload.path().substring(1);
    MethodDescriptor<byte[], byte[]> method = RawMessages.unary(
        full.substring(0, full.indexOf('/')), full.substring(full.indexOf('/') + 1));
    ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", collector.port(kind))
        .usePlaintext()
        .build();
    try {
      byte[] answer = ClientCalls.blockingUnaryCall(
          channel, method, CallOptions.DEFAULT.withCompression("gzip"), payload.bytes());
      assertThat(answer).hasSizeLessThan(10);
    } finally {
      channel.shutdownNow();
    }
  }

  private void udp(PayloadGroup group, Payload payload) throws IOException {
    ReceiverKind kind =
        group.name().startsWith("udp-binary") ? ReceiverKind.UDP_BINARY : ReceiverKind.UDP_COMPACT;
    byte[] bytes = payload.bytes();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(
          bytes, bytes.length, InetAddress.getLoopbackAddress(), collector.port(kind)));
    }
  }
}
