// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Locale;

/** What adaptive sampling counts. */
final class AdaptiveMetrics {
  private static final String PREFIX = "jaeger_collector_adaptive_sampling_";

  private final Counter windows;
  private final Gauge services;
  private final Gauge operations;

  /** What became of a window. */
  enum Result {
    /** This collector has computed the probabilities. */
    COMPUTED,
    /** Another one had. */
    ADOPTED,
    /** Tried in vain for now. */
    FAILED,
    /** This collector's counts could not be stored in time. */
    LOST
  }

  AdaptiveMetrics(PrometheusRegistry registry) {
    windows = Counter.builder()
        .name(PREFIX + "windows")
        .help("Windows of throughput by what became of them.")
        .labelNames("result")
        .register(registry);
    services = gauge("services", "Services with a probability of their own.", registry);
    operations = gauge("operations", "Operations with a probability of their own.", registry);
  }

  private static Gauge gauge(String name, String help, PrometheusRegistry registry) {
    return Gauge.builder().name(PREFIX + name).help(help).register(registry);
  }

  void window(Result result) {
    windows.labelValues(result.name().toLowerCase(Locale.ROOT)).inc();
  }

  void show(Probabilities probabilities) {
    services.set(probabilities.services());
    operations.set(probabilities.operations());
  }
}
