// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;

/** Collects durations exactly. Not thread-safe; merge those of several threads. */
final class Latencies {
  private long[] nanos = new long[1024];
  private int size;

  void add(long value) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = value;
  }

  void addAll(Latencies other) {
    for (int i = 0; i < other.size; i++) {
      add(other.nanos[i]);
    }
  }

  int size() {
    return size;
  }

  /** The value that {@code share} of all do not exceed, in milliseconds. */
  double millisAt(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(share * size) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, max %.2f ms",
        millisAt(0.5),
        millisAt(0.95),
        millisAt(0.99),
        millisAt(1));
  }
}
