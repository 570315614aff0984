// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jaegertracing.internal.JaegerTracer;
import io.jaegertracing.internal.reporters.RemoteReporter;
import io.jaegertracing.internal.samplers.ConstSampler;
import io.jaegertracing.internal.samplers.HttpSamplingManager;
import io.jaegertracing.internal.samplers.http.SamplingStrategyResponse;
import io.jaegertracing.spi.Sender;
import io.jaegertracing.thrift.internal.senders.HttpSender;
import io.jaegertracing.thrift.internal.senders.UdpSender;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import zipkin2.Endpoint;
import zipkin2.reporter.AsyncReporter;
import zipkin2.reporter.BytesMessageSender;
import zipkin2.reporter.SpanBytesEncoder;
import zipkin2.reporter.urlconnection.URLConnectionSender;

/** Unmodified client libraries send to the collector as in production. */
class ClientLibrariesTest {
  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();
  private final CollectorFixture collector = new CollectorFixture(
      writer,
      CollectorFixture.settings().writeTimeout(Duration.ofSeconds(5)),
      ReceiverKind.values());

  @AfterEach
  void stop() {
    assertThat(collector.accountsAddUp()).isTrue();
    collector.close();
  }

  private List<TraceSpan> spans() {
    List<TraceSpan> spans = new ArrayList<>();
    writer.taken().forEach(batch -> spans.addAll(batch.flatten()));
    return spans;
  }

  private void sendWithJaeger(Sender sender) {
    RemoteReporter reporter = new RemoteReporter.Builder()
        .withSender(sender)
        .withFlushInterval(50)
        .withMaxQueueSize(10_000)
        .build();
    try (JaegerTracer tracer = new JaegerTracer.Builder("jaeger-shop")
        .withReporter(reporter)
        .withSampler(new ConstSampler(true))
        .withTraceId128Bit()
        .build()) {
      for (int i = 0; i < 50; i++) {
        io.opentracing.Span parent =
            tracer.buildSpan("buy").withTag("number", i).start();
        tracer.buildSpan("pay").asChildOf(parent).withTag("paid", true).start().finish();
        parent.log("done");
        parent.finish();
      }
    }
    CollectorFixture.eventually(() -> writer.spanCount() == 100);
    assertThat(spans())
        .allSatisfy(span -> assertThat(span.resource().serviceName()).isEqualTo("jaeger-shop"))
        .anySatisfy(
            span -> assertThat(span.span().attributes().contains("paid")).isTrue());
  }

  @Test
  void takesJaegerClient_overHttp() throws Exception {
    sendWithJaeger(new HttpSender.Builder(
            collector.uri(ReceiverKind.JAEGER_HTTP, "/api/traces").toString())
        .build());
  }

  @Test
  void takesJaegerClient_overUdp() throws Exception {
    sendWithJaeger(new UdpSender("127.0.0.1", collector.port(ReceiverKind.UDP_COMPACT), 0));
  }

  @Test
  void tellsJaegerClientItsStrategy() throws Exception {
    String address = "127.0.0.1:" + collector.port(ReceiverKind.CLIENT_CONFIG);
    SamplingStrategyResponse strategy =
        new HttpSamplingManager(address).getSamplingStrategy("shop");
    assertThat(strategy.getProbabilisticSampling().getSamplingRate()).isEqualTo(0.001);
  }

  @ParameterizedTest
  @EnumSource(SpanBytesEncoder.class)
  void takesZipkinReporter_inEveryEncoding(SpanBytesEncoder encoder) throws Exception {
    boolean v1 = encoder == SpanBytesEncoder.JSON_V1 || encoder == SpanBytesEncoder.THRIFT;
    try (URLConnectionSender sender = URLConnectionSender.newBuilder()
            .endpoint(collector
                .uri(ReceiverKind.ZIPKIN, v1 ? "/api/v1/spans" : "/api/v2/spans")
                .toString())
            .encoding(encoder.encoding())
            .compressionEnabled(true)
            .build();
        AsyncReporter<zipkin2.Span> reporter =
            AsyncReporter.builder((BytesMessageSender) sender).build(encoder)) {
      for (int i = 1; i <= 20; i++) {
        reporter.report(zipkin2.Span.newBuilder()
            .traceId("463ac35c9f6413ad48485a3953bb612" + i % 10)
            .id(i)
            .name("get")
            .kind(zipkin2.Span.Kind.CLIENT)
            .timestamp(1_700_000_000_000_000L + i)
            .duration(100)
            .localEndpoint(
                Endpoint.newBuilder().serviceName("zipkin-shop").ip("10.0.0.1").build())
            .putTag("number", Integer.toString(i))
            .build());
      }
      reporter.flush();
    }
    CollectorFixture.eventually(() -> writer.spanCount() == 20);
    assertThat(spans()).allSatisfy(span -> {
      assertThat(span.resource().serviceName()).isEqualTo("zipkin-shop");
      assertThat(span.span().name()).isEqualTo("get");
      assertThat(span.span().effectiveKind()).isEqualTo(io.tracingonsls.model.SpanKind.CLIENT);
    });
  }

  private void sendWithOpenTelemetry(SpanExporter exporter) {
    SdkTracerProvider provider = SdkTracerProvider.builder()
        .setResource(Resource.builder().put("service.name", "otel-shop").build())
        .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
        .build();
    for (int i = 0; i < 300; i++) {
      provider
          .get("test")
          .spanBuilder("request")
          .setSpanKind(SpanKind.SERVER)
          .setAttribute("http.status_code", 200L)
          .startSpan()
          .addEvent("cached")
          .end();
    }
    assertThat(provider.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(writer.spanCount()).isEqualTo(300);
    assertThat(spans()).allSatisfy(span -> {
      Span received = span.span();
      assertThat(span.resource().serviceName()).isEqualTo("otel-shop");
      assertThat(received.kind()).isEqualTo(io.tracingonsls.model.SpanKind.SERVER);
      assertThat(received.events()).hasSize(1);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void takesOpenTelemetrySdk_overHttp(String compression) {
    sendWithOpenTelemetry(OtlpHttpSpanExporter.builder()
        .setEndpoint(collector.uri(ReceiverKind.OTLP_HTTP, "/v1/traces").toString())
        .setCompression(compression)
        .build());
  }
}
