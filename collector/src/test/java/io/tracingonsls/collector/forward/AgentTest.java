// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.jaegertracing.internal.JaegerTracer;
import io.jaegertracing.internal.reporters.RemoteReporter;
import io.jaegertracing.internal.samplers.ConstSampler;
import io.jaegertracing.internal.samplers.HttpSamplingManager;
import io.jaegertracing.thrift.internal.senders.UdpSender;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.CollectorSettings;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An agent between clients and real collectors on loopback. */
class AgentTest {
  private static final String CLIENTS_SERVICE = "jaeger-shop";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();

  @AfterEach
  void close() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private CollectorFixture collector(ScriptedSpanWriter to, int port) {
    CollectorSettings.Builder settings = CollectorFixture.settings()
        .sampling(new CollectorSettings.SamplingSettings("", Duration.ZERO, 0.25))
        .listen(ReceiverKind.JAEGER_GRPC, ListenerSettings.plain(new HostPort("127.0.0.1", port)));
    CollectorFixture collector = new CollectorFixture(to, settings);
    open.add(collector);
    return collector;
  }

  private static int port(CollectorFixture collector) {
    return collector.port(ReceiverKind.JAEGER_GRPC);
  }

  private AgentFixture agent(String... collectors) {
    AgentFixture agent = new AgentFixture(ForwardLimits.DEFAULTS, collectors);
    open.add(agent);
    return agent;
  }

  @Test
  void forwardsWhatJaegerClientSends() throws Exception {
    AgentFixture agent = new AgentFixture(
        ForwardLimits.DEFAULTS,
        Attributes.builder().put("rack", "r7").build(),
        "127.0.0.1:" + port(collector(writer, 0)));
    open.add(agent);
    RemoteReporter reporter = new RemoteReporter.Builder()
        .withSender(new UdpSender("127.0.0.1", agent.port(ReceiverKind.UDP_COMPACT), 0))
        .withFlushInterval(50)
        .build();
    try (JaegerTracer tracer = new JaegerTracer.Builder(CLIENTS_SERVICE)
        .withReporter(reporter)
        .withSampler(new ConstSampler(true))
        .build()) {
      for (int i = 0; i < 50; i++) {
        tracer.buildSpan("buy").withTag("number", i).start().finish();
      }
    }
    CollectorFixture.eventually(() -> writer.spanCount() == 50);
    List<TraceSpan> spans = new ArrayList<>();
    writer.taken().forEach(batch -> spans.addAll(batch.flatten()));
    assertThat(spans).allSatisfy(span -> {
      assertThat(span.resource().serviceName()).isEqualTo(CLIENTS_SERVICE);
      assertThat(span.resource().attributes().text("rack")).isEqualTo("r7");
      assertThat(span.span().attributes().contains("number")).isTrue();
    });
    CollectorFixture.eventually(
        () -> agent.count("reporter_spans_submitted", "format=\"jaeger\"") == 50);
    assertThat(agent.count("reporter_batches_submitted", "protocol=\"grpc\"")).isPositive();
    assertThat(agent.count("reporter_spans_failures", "")).isZero();
    assertThat(agent.count("udp_datagrams", "decoded")).isPositive();
  }

  @Test
  void collectorRestart_losesNothing() {
    CollectorFixture first = collector(writer, 0);
    int port = port(first);
    AgentFixture agent = agent("127.0.0.1:" + port);
    agent.send(3);
    CollectorFixture.eventually(() -> writer.spanCount() == 3);
    first.close();
    for (int i = 0; i < 100; i++) {
      agent.send(3);
    }
    CollectorFixture.eventually(() -> agent.count("udp_datagrams", "decoded") == 101);
    assertThat(writer.spanCount()).isEqualTo(3);
    collector(writer, port);
    CollectorFixture.eventually(() -> writer.spanCount() == 303);
    CollectorFixture.eventually(() -> agent.count("reporter_spans_submitted", "") == 303);
    assertThat(agent.count("reporter_spans_failures", "")).isZero();
    assertThat(agent.count("reporter_retries", "UNAVAILABLE")).isPositive();
  }

  @Test
  void overloadedCollector_isAskedAgainUntilItTakesTheSpans() {
    AgentFixture agent = agent("dns:///localhost:" + port(collector(writer, 0)));
    writer.failWith(StorageError.THROTTLED);
    for (int i = 0; i < 20; i++) {
      agent.send(2);
    }
    CollectorFixture.eventually(() -> agent.count("reporter_retries", "") > 20);
    writer.succeed();
    CollectorFixture.eventually(() -> agent.count("reporter_spans_submitted", "") == 40);
    assertThat(writer.spanCount()).isEqualTo(40);
  }

  @Test
  void allCollectors_getBatches_alsoOneThatComesLater() {
    ScriptedSpanWriter second = new ScriptedSpanWriter();
    ScriptedSpanWriter third = new ScriptedSpanWriter();
    CollectorFixture late = collector(third, 0);
    int latePort = port(late);
    late.close();
    AgentFixture agent = agent(
        "127.0.0.1:" + port(collector(writer, 0)),
        "127.0.0.1:" + port(collector(second, 0)),
        "127.0.0.1:" + latePort);
    for (int i = 1; i <= 60; i++) {
      agent.send(1);
    }
    CollectorFixture.eventually(() -> writer.spanCount() + second.spanCount() == 60);
    CollectorFixture.eventually(() -> {
      agent.send(1);
      return writer.spanCount() >= 12 && second.spanCount() >= 12;
    });
    collector(third, latePort);
    CollectorFixture.eventually(() -> {
      agent.send(1);
      return third.spanCount() > 0;
    });
    assertThat(agent.count("reporter_spans_failures", "")).isZero();
  }

  @Test
  void fullQueue_losesNewSpansAndCountsThem() {
    CollectorFixture away = collector(writer, 0);
    int port = port(away);
    away.close();
    ForwardLimits small =
        new ForwardLimits(2_000, 2, Duration.ofSeconds(1), Duration.ofMinutes(1), 3);
    AgentFixture agent = new AgentFixture(small, "127.0.0.1:" + port);
    for (int i = 0; i < 50; i++) {
      agent.send(1);
    }
    CollectorFixture.eventually(() -> agent.count("udp_datagrams", "decoded") == 50);
    CollectorFixture.eventually(() -> agent.count("reporter_spans_dropped", "queue_full") > 30);
    agent.close();
    assertThat(agent.count("reporter_spans_failures", "")).isEqualTo(50);
    assertThat(agent.count("reporter_spans_dropped", "closing")).isPositive();
  }

  @Test
  void spansThatNoCollectorTakesInTime_areLostAndCounted() {
    AgentFixture agent = new AgentFixture(
        new ForwardLimits(1 << 20, 2, Duration.ofSeconds(1), Duration.ofMillis(50), 3),
        "127.0.0.1:" + port(collector(writer, 0)));
    open.add(agent);
    writer.failWith(StorageError.UNAVAILABLE);
    agent.send(5);
    CollectorFixture.eventually(() -> agent.count("reporter_spans_dropped", "expired") == 5);
  }

  @Test
  void closing_sendsWhatIsHeld() {
    writer.failWith(StorageError.THROTTLED);
    AgentFixture agent =
        new AgentFixture(ForwardLimits.DEFAULTS, "127.0.0.1:" + port(collector(writer, 0)));
    agent.send(4);
    CollectorFixture.eventually(() -> agent.count("reporter_retries", "") > 0);
    writer.succeed();
    agent.close(Duration.ofSeconds(10));
    assertThat(writer.spanCount()).isEqualTo(4);
    assertThat(agent.count("reporter_spans_submitted", "")).isEqualTo(4);
  }

  @Test
  void passesOnSamplingStrategies() throws Exception {
    CollectorFixture collector = collector(writer, 0);
    AgentFixture agent = agent("127.0.0.1:" + port(collector));
    String address = "127.0.0.1:" + agent.port(ReceiverKind.CLIENT_CONFIG);
    assertThat(new HttpSamplingManager(address)
            .getSamplingStrategy("shop")
            .getProbabilisticSampling()
            .getSamplingRate())
        .isEqualTo(0.25);
    assertThat(agent.get("/?service=shop").body()).startsWith("{\"strategyType\":0,");
    assertThat(agent.get("/baggageRestrictions?service=shop").statusCode()).isEqualTo(500);
    assertThat(agent.get("/sampling").statusCode()).isEqualTo(400);
    collector.close();
    assertThat(agent.get("/sampling?service=shop").body()).contains("0.25");
    HttpResponse<String> unknown = agent.get("/sampling?service=other");
    assertThat(unknown.statusCode()).isEqualTo(500);
    assertThat(unknown.body()).isEqualTo("collector error: UNAVAILABLE\n");
    assertThat(agent.count("collector_proxy", "result=\"ok\"")).isEqualTo(1);
    assertThat(agent.count("http_server_errors", "5xx")).isPositive();
  }
}
