// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.storage;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.storage.StorageMetrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts for storages in a Prometheus registry; a metric comes into being when it is declared, or with its first use. Thread-safe. */
public final class PrometheusStorageMetrics implements StorageMetrics {
  private static final String HELP = "Counted by the storage.";

  private final PrometheusRegistry registry;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();
  private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();

  public PrometheusStorageMetrics(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void declare(Kind kind, String name, String help, String... labelNames) {
    switch (kind) {
      case COUNTER -> counter(name, help, labelNames);
      case TIMER -> timer(name, help, labelNames);
      case GAUGE -> gauge(name, help, labelNames);
    }
  }

  @Override
  public void count(String name, double amount, String... labels) {
    counter(name, HELP, every(labels, 0)).labelValues(every(labels, 1)).inc(amount);
  }

  @Override
  public void time(String name, double seconds, String... labels) {
    timer(name, HELP, every(labels, 0)).labelValues(every(labels, 1)).observe(seconds);
  }

  @Override
  public void gauge(String name, double value, String... labels) {
    gauge(name, HELP, every(labels, 0)).labelValues(every(labels, 1)).set(value);
  }

  private Counter counter(String name, String help, String[] labelNames) {
    return counters.computeIfAbsent(name, key -> {
      Counter.Builder builder = Counter.builder().name(key).help(help);
      return builder.labelNames(labelNames).withoutExemplars().register(registry);
    });
  }

  private Histogram timer(String name, String help, String[] labelNames) {
    return histograms.computeIfAbsent(name, key -> {
      Histogram.Builder builder = Histogram.builder().name(key).help(help).classicOnly();
      return builder.labelNames(labelNames).withoutExemplars().register(registry);
    });
  }

  private Gauge gauge(String name, String help, String[] labelNames) {
    return gauges.computeIfAbsent(name, key -> {
      Gauge.Builder builder = Gauge.builder().name(key).help(help);
      return builder.labelNames(labelNames).register(registry);
    });
  }

  /** Every second text: the names from 0, the values from 1. */
  private static String[] every(String[] labels, int from) {
    String[] picked = new String[labels.length / 2];
    for (int i = 0; i < picked.length; i++) {
      picked[i] = labels[i * 2 + from];
    }
    return picked;
  }
}
