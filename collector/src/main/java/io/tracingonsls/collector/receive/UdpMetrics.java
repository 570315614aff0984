// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/**
 * Counts datagrams: under a name of our own by what became of each, and under the names of the retired agent, which dashboards and alerts
 * know. Thread-safe.
 */
final class UdpMetrics {
  private static final String AGENT = "jaeger_agent_thrift_udp_";

  private final Counter datagrams;
  private final Counter processed;
  private final Counter dropped;
  private final Counter readErrors;
  private final Counter handlerErrors;
  private final Gauge packetSize;
  private final Gauge queueSize;

  /** What became of a datagram. */
  enum Outcome {
    DECODED,
    UNDECODABLE,
    TOO_LARGE,
    QUEUE_FULL,
    FAILED
  }

  /** Registers the metrics, once per registry. */
  UdpMetrics(String prefix, PrometheusRegistry registry) {
    datagrams = Counter.builder()
        .name(prefix + "_udp_datagrams")
        .help("Datagrams received, by what became of them.")
        .labelNames("protocol", "outcome")
        .withoutExemplars()
        .register(registry);
    processed = agents(registry, "server_packets_processed", "Datagrams taken into work.");
    dropped = agents(registry, "server_packets_dropped", "Datagrams too large or one too many.");
    readErrors = agents(registry, "server_read_errors", "Failed reads from the socket.");
    handlerErrors =
        agents(registry, "t_processor_handler_errors", "Datagrams that cannot be decoded.");
    packetSize = gauge(registry, "server_packet_size", "Bytes of the datagram taken last.");
    queueSize = gauge(registry, "server_queue_size", "Datagrams in work.");
  }

  private static Counter agents(PrometheusRegistry registry, String name, String help) {
    return Counter.builder()
        .name(AGENT + name)
        .help(help)
        .labelNames("model", "protocol")
        .withoutExemplars()
        .register(registry);
  }

  private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
    return Gauge.builder()
        .name(AGENT + name)
        .help(help)
        .labelNames("model", "protocol")
        .register(registry);
  }

  /** Shows a port's series from the start, since the rate of one that comes into being with its first error is nought. */
  void listening(String model, String protocol) {
    for (Counter counter : List.of(processed, dropped, readErrors, handlerErrors)) {
      counter.initLabelValues(model, protocol);
    }
    packetSize.initLabelValues(model, protocol);
    queueSize.initLabelValues(model, protocol);
  }

  /** A datagram came into work that now has so many. */
  void entered(String model, String protocol, int bytes, int inWork) {
    packetSize.labelValues(model, protocol).set(bytes);
    queueSize.labelValues(model, protocol).set(inWork);
  }

  /** A datagram's work is done. */
  void left(String model, String protocol, int inWork) {
    queueSize.labelValues(model, protocol).set(inWork);
  }

  /** One datagram; {@code model} is {@code jaeger} or {@code zipkin}, {@code protocol} is {@code compact} or {@code binary}. */
  void count(String model, String protocol, Outcome outcome) {
    datagrams
        .labelValues(protocol, outcome.name().toLowerCase(java.util.Locale.ROOT))
        .inc();
    switch (outcome) {
      case DECODED -> processed.labelValues(model, protocol).inc();
      case UNDECODABLE -> {
        processed.labelValues(model, protocol).inc();
        handlerErrors.labelValues(model, protocol).inc();
      }
      case TOO_LARGE, QUEUE_FULL -> dropped.labelValues(model, protocol).inc();
      case FAILED -> readErrors.labelValues(model, protocol).inc();
    }
  }
}
