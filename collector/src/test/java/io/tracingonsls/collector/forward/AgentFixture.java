// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.tracingonsls.collector.CollectorRuntime;
import io.tracingonsls.collector.TestSpans;
import io.tracingonsls.collector.receive.ListenerSettings;
import io.tracingonsls.collector.receive.ReceiverKind;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.server.HostPort;
import io.tracingonsls.server.lifecycle.EventLoops;
import io.tracingonsls.wire.jaeger.JaegerAgentMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An agent on free loopback ports. */
final class AgentFixture implements AutoCloseable {
  final PrometheusRegistry registry = new PrometheusRegistry();
  private final EventLoops loops = EventLoops.create("test-agent", 1);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Agent agent;

  AgentFixture(ForwardLimits limits, String... collectors) {
    this(limits, Attributes.empty(), collectors);
  }

  AgentFixture(ForwardLimits limits, Attributes tags, String... collectors) {
    this(limits, tags, CollectorTarget.parse(List.of(collectors), CollectorTls.OFF));
  }

  AgentFixture(ForwardLimits limits, Attributes tags, CollectorTarget target) {
    Map<ReceiverKind, ListenerSettings> listeners = new EnumMap<>(ReceiverKind.class);
    AgentFlags.KINDS.forEach(
        kind -> listeners.put(kind, ListenerSettings.plain(new HostPort("127.0.0.1", 0))));
    try {
      agent = Agent.start(
          new AgentSettings(listeners, Map.of(), target, limits, tags),
          new CollectorRuntime(registry, loops, "test"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port(ReceiverKind kind) {
    return agent.addresses().get(kind).port();
  }

  /** One datagram with so many spans. */
  void send(int spans) {
    byte[] bytes = JaegerAgentMessage.encodeCompact(TestSpans.resource("shop", spans));
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(
          bytes, bytes.length, InetAddress.getLoopbackAddress(), port(ReceiverKind.UDP_COMPACT)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port(ReceiverKind.CLIENT_CONFIG) + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Sum of a counter, of those series whose labels contain the text. */
  long count(String metric, String label) {
    return registry.scrape().stream()
        .filter(found -> found.getMetadata().getName().equals("jaeger_agent_" + metric))
        .flatMap(found -> found.getDataPoints().stream())
        .filter(point -> point.getLabels().toString().contains(label))
        .mapToLong(point -> (long) ((CounterDataPointSnapshot) point).getValue())
        .sum();
  }

  void close(Duration grace) {
    agent.close(grace);
    loops.close();
  }

  @Override
  public void close() {
    close(Duration.ofMillis(300));
  }
}
