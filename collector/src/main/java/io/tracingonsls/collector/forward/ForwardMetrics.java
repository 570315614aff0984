// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/** Counts under the retired agent's names. Every batch ends as submitted or as failed. Thread-safe. */
final class ForwardMetrics {
  private static final String PREFIX = "jaeger_agent_reporter_";
  private static final String GRPC = "grpc";

  private final PrometheusRegistry registry;
  private final Counter batchesSubmitted;
  private final Counter batchesFailed;
  private final Counter spansSubmitted;
  private final Counter spansFailed;
  private final Counter dropped;
  private final Counter retries;
  private final Counter proxied;

  /** Registers the metrics, once per registry. */
  ForwardMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    batchesSubmitted = reported("batches_submitted", "Batches that a collector confirmed.");
    batchesFailed = reported("batches_failures", "Batches lost.");
    spansSubmitted = reported("spans_submitted", "Spans that a collector confirmed.");
    spansFailed = reported("spans_failures", "Spans lost.");
    dropped = counter("spans_dropped", "Lost spans by reason.", "reason");
    retries = counter("retries", "Calls repeated, by the status that caused it.", "status");
    proxied = Counter.builder()
        .name("jaeger_agent_collector_proxy")
        .help("Questions for sampling strategies that were passed on.")
        .labelNames("endpoint", "protocol", "result")
        .register(registry);
  }

  private Counter reported(String name, String help) {
    return counter(name, help, "format", "protocol");
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name(PREFIX + name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }

  void gauge(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name(PREFIX + name)
        .help(help)
        .callback(gauge -> gauge.call((double) value.getAsLong()))
        .register(registry);
  }

  void submitted(ForwardBatch batch) {
    batchesSubmitted.labelValues(batch.format(), GRPC).inc();
    spansSubmitted.labelValues(batch.format(), GRPC).inc(batch.spans());
  }

  /** A batch is lost; the reason comes from a fixed set. */
  void failed(ForwardBatch batch, String reason) {
    batchesFailed.labelValues(batch.format(), GRPC).inc();
    spansFailed.labelValues(batch.format(), GRPC).inc(batch.spans());
    dropped.labelValues(reason).inc(batch.spans());
  }

  void retried(String status) {
    retries.labelValues(status).inc();
  }

  void askedForSampling(boolean answered) {
    proxied.labelValues("sampling", GRPC, answered ? "ok" : "err").inc();
  }
}
