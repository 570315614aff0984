// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Counts reads of storages under the names of Jaeger's query server, the present one and that which its alerts still have. Thread-safe. */
public final class ReadMetrics {
  private static final double[] SECONDS = {.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30};
  private static final double[] RESULTS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1500};

  private final Counter requests;
  private final Counter queries;
  private final Histogram latency;
  private final Histogram responses;

  /** Which storage is read. */
  public record Source(String kind, String role) {}

  /** Registers the metrics, once per registry. */
  public ReadMetrics(PrometheusRegistry registry) {
    requests = Counter.builder()
        .name("jaeger_storage_requests")
        .help("Reads of the storage.")
        .labelNames("kind", "role", "operation", "result")
        .register(registry);
    queries = Counter.builder()
        .name("jaeger_query_requests")
        .help("The same under the name that Jaeger's alerts have.")
        .labelNames("operation", "result")
        .register(registry);
    latency = Histogram.builder()
        .name("jaeger_storage_latency")
        .help("Seconds that reads of the storage took.")
        .labelNames("kind", "role", "operation", "result")
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .register(registry);
    responses = Histogram.builder()
        .name("jaeger_storage_responses")
        .help("Results of a read of the storage.")
        .labelNames("kind", "role", "operation")
        .classicOnly()
        .classicUpperBounds(RESULTS)
        .register(registry);
  }

  /** Runs a read and counts it; {@code size} tells how many results it gave. */
  <T> T measure(Source source, String operation, Supplier<T> read, ToIntFunction<T> size) {
    long startNanos = System.nanoTime();
    String outcome = "err";
    try {
      T result = read.get();
      outcome = "ok";
      responses
          .labelValues(source.kind(), source.role(), operation)
          .observe(size.applyAsInt(result));
      return result;
    } finally {
      requests.labelValues(source.kind(), source.role(), operation, outcome).inc();
      queries.labelValues(operation, outcome).inc();
      latency
          .labelValues(source.kind(), source.role(), operation, outcome)
          .observe((System.nanoTime() - startNanos) / 1e9);
    }
  }
}
