// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Spans of one service or operation, counted by slice of time and, within it, by slice of latency. Slices of latency grow by two percent, so
 * quantiles are right to one. Built by one thread; not changed once others see it.
 */
final class SpanCounts {
  /** Slices per power of e. */
  static final int SLICES = 50;

  private final String service;
  private final String operation;
  private final long sliceNanos;
  private final NavigableMap<Long, Slice> slices = new TreeMap<>();

  private static final class Slice {
    long calls;
    long errors;
    final NavigableMap<Long, Long> latencies = new TreeMap<>();
  }

  SpanCounts(String service, String operation, long sliceNanos) {
    this.service = service;
    this.operation = operation;
    this.sliceNanos = sliceNanos;
  }

  String service() {
    return service;
  }

  String operation() {
    return operation;
  }

  /** {@code slice} counts time slices since the epoch, each named by its end; {@code latency} is the logarithm's slice. */
  void add(long slice, long latency, long calls, long errors) {
    Slice counts = slices.computeIfAbsent(slice, key -> new Slice());
    counts.calls += calls;
    counts.errors += errors;
    counts.latencies.merge(latency, calls, Long::sum);
  }

  /** Adds what another counted after the slice {@code after} and before {@code before}. */
  void addAll(SpanCounts other, long after, long before) {
    if (after + 1 >= before) {
      return;
    }
    other.slices.subMap(after + 1, true, before - 1, true).forEach((number, slice) -> {
      slice.latencies.forEach((latency, calls) -> add(number, latency, calls, 0));
      slices.computeIfPresent(number, (same, sum) -> {
        sum.errors += slice.errors;
        return sum;
      });
    });
  }

  /** Numbers that are kept. */
  long size() {
    return slices.values().stream()
        .mapToLong(slice -> slice.latencies.size() + 1L)
        .sum();
  }

  /** What was counted after {@code fromNanos} and up to {@code toNanos}. */
  Window window(long fromNanos, long toNanos) {
    long first = Math.floorDiv(fromNanos, sliceNanos) + 1;
    long last = Math.floorDiv(toNanos, sliceNanos);
    Window window = new Window();
    if (first <= last) {
      slices.subMap(first, true, last, true).values().forEach(window::add);
    }
    return window;
  }

  /** Counts of several slices together. */
  static final class Window {
    private long calls;
    private long errors;
    private final NavigableMap<Long, Long> latencies = new TreeMap<>();

    private void add(Slice slice) {
      calls += slice.calls;
      errors += slice.errors;
      slice.latencies.forEach((latency, count) -> latencies.merge(latency, count, Long::sum));
    }

    long calls() {
      return calls;
    }

    long errors() {
      return errors;
    }

    /** The latency below which the given share of spans lies. */
    double quantileMillis(double quantile) {
      long rank = Math.max(1, (long) Math.ceil(quantile * calls));
      long seen = 0;
      for (Map.Entry<Long, Long> entry : latencies.entrySet()) {
        seen += entry.getValue();
        if (seen >= rank) {
          return Math.exp((entry.getKey() + 0.5) / SLICES) / 1e6;
        }
      }
      return Double.NaN;
    }
  }
}
