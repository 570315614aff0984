// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** Counts by slice of latency: two arrays, the first sorted. */
  private static final class Slice {
    private static final int MOST = (int) (Math.log(Long.MAX_VALUE) * SLICES);

    long calls;
    long errors;
    int[] latencies = new int[8];
    long[] counts = new long[8];
    int size;

    void add(long latency, long count) {
      int key = (int) Math.max(0, Math.min(MOST, latency));
      int at = Arrays.binarySearch(latencies, 0, size, key);
      if (at < 0) {
        at = -at - 1;
        insert(at, key);
      }
      counts[at] += count;
      calls += count;
    }

    private void insert(int at, int key) {
      if (size == latencies.length) {
        latencies = Arrays.copyOf(latencies, size * 2);
        counts = Arrays.copyOf(counts, size * 2);
      }
      System.arraycopy(latencies, at, latencies, at + 1, size - at);
      System.arraycopy(counts, at, counts, at + 1, size - at);
      latencies[at] = key;
      counts[at] = 0;
      size++;
    }
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
    counts.errors += errors;
    counts.add(latency, calls);
  }

  /** Adds what another counted after the slice {@code after} and before {@code before}. */
  void addAll(SpanCounts other, long after, long before) {
    if (after + 1 >= before) {
      return;
    }
    other.slices.subMap(after + 1, true, before - 1, true).forEach((number, slice) -> {
      Slice sum = slices.computeIfAbsent(number, key -> new Slice());
      sum.errors += slice.errors;
      for (int i = 0; i < slice.size; i++) {
        sum.add(slice.latencies[i], slice.counts[i]);
      }
    });
  }

  /** Numbers that are kept. */
  long size() {
    return slices.values().stream().mapToLong(slice -> slice.size + 1L).sum();
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
    private final List<Slice> slices = new ArrayList<>();
    private long calls;
    private long errors;

    private void add(Slice slice) {
      calls += slice.calls;
      errors += slice.errors;
      slices.add(slice);
    }

    long calls() {
      return calls;
    }

    long errors() {
      return errors;
    }

    /** The latency below which the given share of spans lies. */
    double quantileMillis(double quantile) {
      int least = Integer.MAX_VALUE;
      int most = -1;
      for (Slice slice : slices) {
        if (slice.size > 0) {
          least = Math.min(least, slice.latencies[0]);
          most = Math.max(most, slice.latencies[slice.size - 1]);
        }
      }
      long[] sums = new long[Math.max(0, most - least + 1)];
      for (Slice slice : slices) {
        for (int i = 0; i < slice.size; i++) {
          sums[slice.latencies[i] - least] += slice.counts[i];
        }
      }
      long rank = Math.max(1, (long) Math.ceil(quantile * calls));
      long seen = 0;
      for (int i = 0; i < sums.length; i++) {
        seen += sums[i];
        if (seen >= rank) {
          return Math.exp((least + i + 0.5) / SLICES) / 1e6;
        }
      }
      return Double.NaN;
    }
  }
}
