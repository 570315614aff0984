// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks questions of a query server and looks at what that costs it and the Log Service behind it. */
final class QueryCosts {
  private static final String CALLS = "storage_sls_read_call_seconds_count";
  private static final long WARM_UP_NANOS = 2_000_000_000L;

  private final URI server;
  private final Metrics metrics;
  private final @Nullable ProcessFigures query;
  private final @Nullable ProcessFigures store;

  /** The processes may be null: then their CPU time is not known. */
  QueryCosts(
      URI server, Metrics metrics, @Nullable ProcessFigures query, @Nullable ProcessFigures store) {
    this.server = server;
    this.metrics = metrics;
    this.query = query;
    this.store = store;
  }

  /** What one asking costs in the mean, and what its clients see. CPU times are in milliseconds. */
  record Costs(Question.Answers answers, double calls, double queryMillis, double storeMillis) {
    /** The cells of a Markdown table. */
    String cells() {
      Latencies latencies = answers.latencies();
      return String.format(
          Locale.ROOT,
          "%.1f / %.1f / %.1f | %.1f + %.1f",
          latencies.millisAt(0.5),
          latencies.millisAt(0.95),
          latencies.millisAt(0.99),
          queryMillis,
          storeMillis);
    }
  }

  private record Moment(double calls, long queryMicros, long storeMicros) {}

  /** Milliseconds of the very next asking. */
  double first(Question question) throws IOException, InterruptedException {
    return question.ask(server, 1, 1).latencies().millisAt(1);
  }

  /** Asks for two seconds, at most {@code rounds} times, so that the compilers have seen the way. */
  void warmUp(Question question, int rounds) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    for (int i = 0; i < rounds && System.nanoTime() - begin < WARM_UP_NANOS; i++) {
      question.ask(server, 1, 1);
    }
  }

  Costs of(Question question, int clients, int rounds) throws IOException, InterruptedException {
    Moment before = now();
    Question.Answers answers = question.ask(server, clients, rounds);
    Moment after = now();
    double asked = answers.latencies().size();
    return new Costs(
        answers,
        (after.calls - before.calls) / asked,
        (after.queryMicros - before.queryMicros) / asked / 1_000,
        (after.storeMicros - before.storeMicros) / asked / 1_000);
  }

  private Moment now() throws IOException {
    return new Moment(metrics.sum(CALLS), cpuMicros(query), cpuMicros(store));
  }

  private static long cpuMicros(@Nullable ProcessFigures process) throws IOException {
    return process == null ? 0 : process.cpuMicros();
  }
}
