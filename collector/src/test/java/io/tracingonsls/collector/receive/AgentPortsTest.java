// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.tracingonsls.collector.CollectorFixture;
import io.tracingonsls.collector.CollectorSettings;
import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.testing.fake.ScriptedSpanWriter;
import io.tracingonsls.wire.jaeger.JaegerAgentMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AgentPortsTest {
  private final ScriptedSpanWriter writer = new ScriptedSpanWriter();
  private final CollectorFixture collector = new CollectorFixture(
      writer,
      CollectorFixture.settings().udp(new CollectorSettings.UdpSettings(20_000, 1000)),
      ReceiverKind.UDP_COMPACT,
      ReceiverKind.UDP_BINARY,
      ReceiverKind.UDP_ZIPKIN,
      ReceiverKind.CLIENT_CONFIG);

  @AfterEach
  void stop() {
    CollectorFixture.eventually(collector::accountsAddUp);
    collector.close();
  }

  private void send(ReceiverKind kind, byte[] bytes) throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(
          bytes, bytes.length, InetAddress.getLoopbackAddress(), collector.port(kind)));
    }
  }

  @Test
  void survivesDamagedDatagrams() throws IOException {
    byte[] good = JaegerAgentMessage.encodeCompact(TestSpans.resource("shop", 3));
    Random random = new Random(Long.getLong("tests.seed", 17L));
    for (int i = 0; i < 300; i++) {
      byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length));
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      send(i % 2 == 0 ? ReceiverKind.UDP_COMPACT : ReceiverKind.UDP_BINARY, bytes);
    }
    int before = writer.spanCount();
    CollectorFixture.eventually(() -> {
      try {
        send(ReceiverKind.UDP_COMPACT, good);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return writer.spanCount() >= before + 3;
    });
  }

  @Test
  void refusesDatagramsThatAreTooLong() throws IOException {
    byte[] large = JaegerAgentMessage.encodeCompact(TestSpans.resource("shop", 900));
    assertThat(large.length).isBetween(20_001, 65_000);
    send(ReceiverKind.UDP_COMPACT, large);
    CollectorFixture.eventually(() -> collector.registry.scrape().stream()
        .filter(metric -> metric.getMetadata().getName().equals("jaeger_collector_udp_datagrams"))
        .flatMap(metric -> metric.getDataPoints().stream())
        .anyMatch(point -> "too_large".equals(point.getLabels().get("outcome"))));
    assertThat(writer.taken()).isEmpty();
  }

  @Test
  void showsEachPortsSeries_withSizeOfTheLastDatagram() throws IOException {
    assertThat(gauges("packet_size")).hasSize(3).allMatch(gauge -> gauge.getValue() == 0);
    byte[] datagram = JaegerAgentMessage.encodeCompact(TestSpans.resource("shop", 3));
    send(ReceiverKind.UDP_COMPACT, datagram);
    CollectorFixture.eventually(() -> writer.spanCount() == 3);
    assertThat(gauges("packet_size"))
        .filteredOn(gauge -> gauge.getLabels().get("protocol").equals("compact")
            && gauge.getLabels().get("model").equals("jaeger"))
        .singleElement()
        .satisfies(gauge -> assertThat(gauge.getValue()).isEqualTo(datagram.length));
    CollectorFixture.eventually(
        () -> gauges("queue_size").stream().allMatch(gauge -> gauge.getValue() == 0));
  }

  private List<GaugeDataPointSnapshot> gauges(String name) {
    return collector.registry.scrape().stream()
        .filter(metric ->
            metric.getMetadata().getName().equals("jaeger_agent_thrift_udp_server_" + name))
        .flatMap(metric -> ((GaugeSnapshot) metric).getDataPoints().stream())
        .toList();
  }

  @Test
  void answersClientsThatAskForTheirConfiguration() {
    HttpResponse<String> modern = collector.get(ReceiverKind.CLIENT_CONFIG, "/sampling?service=a");
    assertThat(modern.body()).startsWith("{\"strategyType\":\"PROBABILISTIC\"");
    HttpResponse<String> legacy = collector.get(ReceiverKind.CLIENT_CONFIG, "/?service=a");
    assertThat(legacy.body()).startsWith("{\"strategyType\":0,");
    assertThat(collector.get(ReceiverKind.CLIENT_CONFIG, "/sampling").statusCode())
        .isEqualTo(400);
    HttpResponse<String> baggage =
        collector.get(ReceiverKind.CLIENT_CONFIG, "/baggageRestrictions?service=a");
    assertThat(baggage.statusCode()).isEqualTo(500);
    assertThat(baggage.body()).isEqualTo("collector error: baggage not implemented\n");
  }
}
