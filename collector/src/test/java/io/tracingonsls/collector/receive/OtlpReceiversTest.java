// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.wire.otlp.OtlpProto;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtlpReceiversTest {
  private static final String PROTO = "application/x-protobuf";
  private static final String JSON = "application/json";
  private static final String SERVICE = "opentelemetry.proto.collector.trace.v1.TraceService";
  private static final String ONE_SPAN =
      "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"5b8efff798038103d269b633813fc60c\","
          + "\"spanId\":\"eee19b7ec3c1b174\",\"name\":\"n\",\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\"}]}]}]}";

  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();
  private final CollectorFixture collector = new CollectorFixture(
      writer, CollectorFixture.settings(), ReceiverKind.OTLP_HTTP, ReceiverKind.OTLP_GRPC);

  @AfterEach
  void stop() {
    collector.close();
    assertThat(collector.accountsAddUp()).isTrue();
  }

  private HttpResponse<String> post(byte[] body, String... headers) {
    return collector.post(ReceiverKind.OTLP_HTTP, "/v1/traces", body, headers);
  }

  private byte[] export(String method, byte[] message) {
    return export(method, message, CallOptions.DEFAULT);
  }

  private byte[] export(String method, byte[] message, CallOptions options) {
    ManagedChannel channel = NettyChannelBuilder.forAddress(
            "127.0.0.1", collector.port(ReceiverKind.OTLP_GRPC))
        .usePlaintext()
        .build();
    try {
      MethodDescriptor<byte[], byte[]> descriptor = RawMessages.unary(SERVICE, method);
      return ClientCalls.blockingUnaryCall(channel, descriptor, options, message);
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void answersInTheLanguageOfTheRequest() {
    HttpResponse<String> json = post(ONE_SPAN.getBytes(UTF_8), "Content-Type", JSON);
    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(json.body()).isEqualTo("{\"partialSuccess\":{}}");
    byte[] message = OtlpProto.exportRequest(TestSpans.batch(2)).toByteArray();
    HttpResponse<String> proto = post(message, "Content-Type", PROTO);
    assertThat(proto.statusCode()).isEqualTo(200);
    assertThat(proto.headers().firstValue("Content-Type")).contains(PROTO);
    assertThat(proto.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
        .containsExactly(0x0a, 0x00);
    assertThat(writer.spanCount()).isEqualTo(3);
  }

  @Test
  void answersWrongRequestsAsOpenTelemetryDoes() {
    assertThat(post(new byte[0], "Content-Type", PROTO).statusCode()).isEqualTo(200);
    HttpResponse<String> type = post(new byte[0], "Content-Type", "text/plain");
    assertThat(type.statusCode()).isEqualTo(415);
    assertThat(type.body())
        .isEqualTo(
            "415 unsupported media type, supported: [application/json, application/x-protobuf]");
    HttpResponse<String> method = collector.get(ReceiverKind.OTLP_HTTP, "/v1/traces");
    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.body()).isEqualTo("405 method not allowed, supported: [POST]");
    assertThat(collector
            .post(ReceiverKind.OTLP_HTTP, "/v1/metrics", new byte[0], "Content-Type", PROTO)
            .statusCode())
        .isEqualTo(404);
    HttpResponse<String> broken = post("{".getBytes(UTF_8), "Content-Type", JSON);
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.body()).startsWith("{\"code\":3,\"message\":\"");
    assertThat(post(new byte[] {1, 2, 3}, "Content-Type", PROTO).statusCode()).isEqualTo(400);
    HttpResponse<String> coding =
        post(ONE_SPAN.getBytes(UTF_8), "Content-Type", JSON, "Content-Encoding", "br");
    assertThat(coding.statusCode()).isEqualTo(415);
    assertThat(coding.body())
        .contains("unsupported Content-Encoding: br")
        .startsWith("{\"code\":3");
  }

  @Test
  void reportsSpansThatCanNeverBeStored() throws Exception {
    byte[] message = OtlpProto.exportRequest(TestSpans.batchOf(
            TestSpans.span(1).build(), TestSpans.span(2).traceId(TraceId.ZERO).build()))
        .toByteArray();
    ExportTraceServiceResponse answer =
        ExportTraceServiceResponse.parseFrom(export("Export", message));
    assertThat(answer.getPartialSuccess().getRejectedSpans()).isEqualTo(1);
    assertThat(answer.getPartialSuccess().getErrorMessage()).contains("zero_trace_id=1");
    assertThat(writer.spanCount()).isEqualTo(1);
  }

  @Test
  void saysWhenToComeAgain_whenStorageIsAway() {
    writer.failWith(StorageError.UNAVAILABLE);
    HttpResponse<String> http = post(ONE_SPAN.getBytes(UTF_8), "Content-Type", JSON);
    assertThat(http.statusCode()).isEqualTo(503);
    assertThat(http.headers().firstValue("Retry-After")).contains("1");
    assertThat(http.body()).startsWith("{\"code\":14,");
    byte[] message = OtlpProto.exportRequest(TestSpans.batch(1)).toByteArray();
    assertThatThrownBy(() -> export("Export", message))
        .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
          assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
          Metadata trailers = e.getTrailers();
          assertThat(trailers).isNotNull();
          byte[] details = trailers.get(
              Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER));
          assertThat(new String(details, UTF_8)).contains("google.rpc.RetryInfo");
        });
  }

  @Test
  void answersWrongCallsWithTheRightStatus() {
    assertThat(codeOf("Export", new byte[] {1, 2, 3})).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(codeOf("Export", new byte[5 << 20])).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    assertThat(codeOf("Other", new byte[0])).isEqualTo(Status.Code.UNIMPLEMENTED);
    assertThat(codeOf("Export", new byte[0])).isEqualTo(Status.Code.OK);
  }

  @Test
  void takesGzip_andMeasuresWhatComesOut() {
    CallOptions gzip = CallOptions.DEFAULT.withCompression("gzip");
    byte[] message = OtlpProto.exportRequest(TestSpans.batch(50)).toByteArray();
    assertThat(export("Export", message, gzip)).hasSize(2);
    assertThat(writer.spanCount()).isEqualTo(50);
    assertThatThrownBy(() -> export("Export", new byte[5 << 20], gzip))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED));
    CollectorFixture.eventually(() -> refused("too_large") == 1);
  }

  private double refused(String reason) {
    return collector.registry.scrape().stream()
        .filter(
            metric -> metric.getMetadata().getName().equals("jaeger_collector_requests_refused"))
        .flatMap(metric -> ((CounterSnapshot) metric).getDataPoints().stream())
        .filter(point -> reason.equals(point.getLabels().get("reason")))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private Status.Code codeOf(String method, byte[] message) {
    try {
      export(method, message);
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  @Test
  void answersNoScripts_unlessAskedTo() {
    HttpRequest.Builder preflight = HttpRequest.newBuilder(
            collector.uri(ReceiverKind.OTLP_HTTP, "/v1/traces"))
        .method("OPTIONS", HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> answer =
        collector.send(preflight, "Origin", "http://evil", "Access-Control-Request-Method", "POST");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }
}
