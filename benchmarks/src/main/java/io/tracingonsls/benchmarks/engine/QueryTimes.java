// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import io.tracingonsls.logservice.search.QueryException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Asks a question again and again: the first call, then until the compiler has settled, then measured. */
public final class QueryTimes {
  private static final long WARM_NANOS = 4_000_000_000L;
  private static final long MEASURE_NANOS = 20_000_000_000L;

  private final int repetitions;

  /** Measures each question so many times. */
  public QueryTimes(int repetitions) {
    this.repetitions = repetitions;
  }

  /**
   * Prints {@code name.first}, {@code .p50} and {@code .p99} in milliseconds, and the same of the asking thread's CPU time as {@code
   * .firstCpu}, {@code .cpu} and {@code .cpu99}, the mean of the process' as {@code .processCpu}, and the answer to question 0 as {@code
   * .answer}; NaN when the query is refused.
   */
  public void measure(EngineQueries.Query query) {
    try {
      measureAnswered(query);
    } catch (QueryException e) {
      // Too large for the memory or time that a query may take by default.
      EngineStep.figure(query.name() + ".p50", Double.NaN);
    }
  }

  private void measureAnswered(EngineQueries.Query query) {
    long firstCpu = cpuNanos();
    long before = System.nanoTime();
    long answer = query.run().applyAsLong(0);
    long first = System.nanoTime() - before;
    firstCpu = cpuNanos() - firstCpu;
    long warmUntil = System.nanoTime() + WARM_NANOS;
    int number = 1;
    while (number <= 5 * repetitions && System.nanoTime() < warmUntil) {
      time(query, number++);
    }
    long[] nanos = new long[repetitions];
    long[] cpu = new long[repetitions];
    int n = 0;
    long processBefore = EngineStep.cpuNanos();
    long until = System.nanoTime() + MEASURE_NANOS;
    while (n < repetitions && (n == 0 || System.nanoTime() < until)) {
      long cpuBefore = cpuNanos();
      nanos[n] = time(query, number++);
      cpu[n++] = cpuNanos() - cpuBefore;
    }
    double processCpu = (EngineStep.cpuNanos() - processBefore) / 1e6 / n;
    EngineStep.figure(query.name() + ".first", first / 1e6);
    EngineStep.figure(query.name() + ".firstCpu", firstCpu / 1e6);
    percentiles(query.name(), Arrays.copyOf(nanos, n), "p50", "p99");
    percentiles(query.name(), Arrays.copyOf(cpu, n), "cpu", "cpu99");
    EngineStep.figure(query.name() + ".processCpu", processCpu);
    EngineStep.figure(query.name() + ".answer", (double) answer);
  }

  private static void percentiles(String name, long[] values, String median, String high) {
    Arrays.sort(values);
    EngineStep.figure(name + '.' + median, values[values.length / 2] / 1e6);
    EngineStep.figure(
        name + '.' + high, values[Math.min(values.length - 1, values.length * 99 / 100)] / 1e6);
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static long time(EngineQueries.Query query, int number) {
    long before = System.nanoTime();
    if (query.run().applyAsLong(number) < 0) {
      throw new IllegalStateException(query.name() + ": a negative answer");
    }
    return System.nanoTime() - before;
  }
}
