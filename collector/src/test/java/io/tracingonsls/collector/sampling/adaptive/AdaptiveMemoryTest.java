// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.testing.fake.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What 2000 services with 200 operations each cost. */
@Tag("slow")
class AdaptiveMemoryTest {
  private static final int SERVICES = 2000;
  private static final int OPERATIONS = 200;

  /** Gives back what was written without a copy, and keeps three windows. */
  private static final class Loop implements SamplingStore {
    private final Map<Long, Iterable<Throughput>> written = new HashMap<>();
    private long probabilities;

    @Override
    public void prepare(ReadContext context) {}

    @Override
    public void writeThroughput(
        long window, String collector, Iterable<Throughput> rows, ReadContext context) {
      written.put(window, rows);
      written.keySet().removeIf(start -> start < window - 120);
    }

    @Override
    public void readThroughput(long window, ReadContext context, Consumer<Throughput> rows) {
      written.getOrDefault(window, List.of()).forEach(rows);
    }

    @Override
    public void writeProbabilities(
        long window, String collector, Iterable<Probability> rows, ReadContext context) {
      rows.forEach(row -> probabilities++);
    }

    @Override
    public String author(long window, ReadContext context) {
      return null;
    }

    @Override
    public void readProbabilities(
        long window, String author, ReadContext context, Consumer<Probability> rows) {}
  }

  private static long usedBytes() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  @Test
  void manyOperations_takeBoundedMemory() {
    TestClock clock = new TestClock(Instant.ofEpochSecond(1_700_000_000L));
    Loop store = new Loop();
    long before = usedBytes();
    AdaptiveSampling sampling = new AdaptiveSampling(
        AdaptiveSettings.DEFAULTS,
        store,
        SimulatedCluster.noFile(),
        clock,
        "c",
        new PrometheusRegistry());
    for (int minute = 0; minute < 6; minute++) {
      clock.advance(Duration.ofMinutes(1));
      sampling.round();
      for (int service = 0; service < SERVICES; service++) {
        for (int operation = 0; operation < OPERATIONS; operation++) {
          sampling.record(SimulatedCluster.rootSpan(
              "service-" + service, "GET /api/resource/" + operation, "probabilistic", 0.001));
        }
      }
    }
    // The store's three windows would be in Log Service.
    store.written.clear();
    long retained = usedBytes() - before;
    SamplingStrategy.PerOperation some =
        sampling.ask("service-7").toCompletableFuture().join().operations();
    assertThat(some).isNotNull();
    assertThat(store.probabilities).isGreaterThanOrEqualTo((long) SERVICES * OPERATIONS);
    assertThat(retained).isLessThan(160L << 20);
  }
}
