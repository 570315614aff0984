// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.logservice.search.QueryException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Asks a question again and again: the first call, then until the compiler has settled, then measured. */
final class QueryTimes {
  private static final long WARM_NANOS = 4_000_000_000L;
  private static final long MEASURE_NANOS = 20_000_000_000L;

  private final int repetitions;

  QueryTimes(int repetitions) {
    this.repetitions = repetitions;
  }

  /**
   * Prints {@code name.first}, {@code .p50}, {@code .p99} and {@code .cpu} (the median of the asking thread) in milliseconds; NaN when the
   * query is refused.
   */
  void measure(EngineQueries.Query query) {
    try {
      measureAnswered(query);
    } catch (QueryException e) {
      // Too large for the memory or time that a query may take by default.
      EngineStep.figure(query.name() + ".p50", Double.NaN);
    }
  }

  private void measureAnswered(EngineQueries.Query query) {
    long first = time(query, 0);
    long warmUntil = System.nanoTime() + WARM_NANOS;
    int number = 1;
    while (number <= 5 * repetitions && System.nanoTime() < warmUntil) {
      time(query, number++);
    }
    long[] nanos = new long[repetitions];
    long[] cpu = new long[repetitions];
    int n = 0;
    long until = System.nanoTime() + MEASURE_NANOS;
    while (n < repetitions && (n == 0 || System.nanoTime() < until)) {
      long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      nanos[n] = time(query, number++);
      cpu[n++] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
    }
    Arrays.sort(nanos, 0, n);
    Arrays.sort(cpu, 0, n);
    EngineStep.figure(query.name() + ".first", first / 1e6);
    EngineStep.figure(query.name() + ".p50", nanos[n / 2] / 1e6);
    EngineStep.figure(query.name() + ".p99", nanos[Math.min(n - 1, n * 99 / 100)] / 1e6);
    EngineStep.figure(query.name() + ".cpu", cpu[n / 2] / 1e6);
  }

  private static long time(EngineQueries.Query query, int number) {
    long before = System.nanoTime();
    if (query.run().applyAsLong(number) < 0) {
      throw new IllegalStateException(query.name() + ": a negative answer");
    }
    return System.nanoTime() - before;
  }
}
