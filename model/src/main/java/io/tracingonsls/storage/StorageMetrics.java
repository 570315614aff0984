// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

/** A narrow way for a storage to count things, without knowing the metrics library. Thread-safe; names follow Prometheus' rules. */
public interface StorageMetrics {
  /** Adds to a counter. {@code labels} alternates label names and values; one counter always gets the same label names. */
  void count(String name, double amount, String... labels);

  /** Records a duration, in seconds. */
  void time(String name, double seconds, String... labels);

  /** Sets a gauge. */
  void gauge(String name, double value, String... labels);

  /** What a metric measures. */
  enum Kind {
    COUNTER,
    TIMER,
    GAUGE
  }

  /**
   * Announces a metric before its first use, so that it is known and explained even while nothing has happened. Optional.
   *
   * @param help one sentence
   * @param labelNames those that every use of the metric gives, in that order
   */
  default void declare(Kind kind, String name, String help, String... labelNames) {}

  /** Counts nothing. */
  StorageMetrics NONE = new StorageMetrics() {
    @Override
    public void count(String name, double amount, String... labels) {}

    @Override
    public void time(String name, double seconds, String... labels) {}

    @Override
    public void gauge(String name, double value, String... labels) {}
  };
}
