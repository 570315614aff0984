// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.SamplingStore.Probability;
import io.tracingonsls.storage.SamplingStore.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What adaptive sampling shares comes back whole, window by window, and repeats do no harm. */
public abstract class SamplingContract extends StorageContract {
  /** Windows of different tests must not meet in a store that several tests share. */
  private static final AtomicLong WINDOWS = new AtomicLong();

  private final long window = 60 * (nowSeconds() / 60 - 10 - 3 * WINDOWS.incrementAndGet());

  private SamplingStore store;

  @BeforeEach
  final void prepareStore() {
    store = storage().samplingStore();
    store.prepare(read());
  }

  private long nowSeconds() {
    return maker.baseNanos() / 1_000_000_000L;
  }

  private List<Throughput> throughput(long start) {
    List<Throughput> rows = new ArrayList<>();
    store.readThroughput(start, read(), rows::add);
    return rows;
  }

  private List<Probability> probabilities(long start, String author) {
    List<Probability> rows = new ArrayList<>();
    store.readProbabilities(start, author, read(), rows::add);
    return rows;
  }

  private void awaitAuthor(long start, String author) {
    Eventually.holds(PATIENCE, () -> assertThat(store.author(start, read())).isEqualTo(author));
  }

  @Test
  void emptyWindow_hasNothing() {
    assertThat(throughput(window)).isEmpty();
    assertThat(store.author(window, read())).isNull();
  }

  @Test
  void throughputOfAllCollectors_isReadBackForItsWindowOnly() {
    List<Throughput> first = List.of(
        new Throughput("svc \"'", "op\\|\n追踪", 42, List.of(0.001)),
        new Throughput("svc \"'", "", 0, List.of()),
        new Throughput("svc", "op", Long.MAX_VALUE, List.of(1.0, 1.0E-5)));
    List<Throughput> second = List.of(new Throughput("svc", "op", 7, List.of(0.25)));
    store.writeThroughput(window, "collector-1", first, read());
    store.writeThroughput(window, "collector-2", second, read());
    store.writeThroughput(
        window + 60, "collector-1", List.of(new Throughput("later", "", 1, List.of())), read());
    store.writeThroughput(
        window - 60, "collector-1", List.of(new Throughput("earlier", "", 1, List.of())), read());
    List<Throughput> all = new ArrayList<>(first);
    all.addAll(second);
    Eventually.holds(
        PATIENCE, () -> assertThat(throughput(window)).containsExactlyInAnyOrderElementsOf(all));
  }

  @Test
  void repeatedWrites_countOnce() {
    List<Throughput> rows = List.of(new Throughput("svc", "op", 5, List.of(0.5)));
    store.writeThroughput(window, "collector-1", rows, read());
    store.writeThroughput(window, "collector-1", rows, read());
    Probability probability = new Probability("svc", "op", 0.5, 0, List.of(1.5));
    store.writeProbabilities(window, "collector-1", List.of(probability), read());
    store.writeProbabilities(window, "collector-1", List.of(probability), read());
    Eventually.holds(
        PATIENCE, () -> assertThat(throughput(window)).containsExactlyElementsOf(rows));
    awaitAuthor(window, "collector-1");
    assertThat(probabilities(window, "collector-1")).containsExactly(probability);
  }

  @Test
  void ofSeveralAuthors_theFirstByNameHolds() {
    List<Probability> ours = List.of(
        new Probability("svc \"'", "op\\|\n追踪", 1.0E-5, 3, List.of(0.1, 12345.678)),
        new Probability("svc", "", 0.3, 0, List.of()));
    store.writeProbabilities(
        window, "collector-b", List.of(new Probability("x", "y", 1, 0, List.of())), read());
    awaitAuthor(window, "collector-b");
    store.writeProbabilities(window, "collector-a", ours, read());
    awaitAuthor(window, "collector-a");
    assertThat(probabilities(window, "collector-a")).containsExactlyInAnyOrderElementsOf(ours);
    assertThat(store.author(window + 60, read())).isNull();
  }

  @Test
  void manyServicesAndOperations_comeBackWhole() {
    List<Throughput> rows = new ArrayList<>();
    List<Probability> results = new ArrayList<>();
    for (int service = 0; service < 150; service++) {
      for (int operation = 0; operation < 20; operation++) {
        String name = "GET /some/longer/path/{id}/" + operation;
        rows.add(new Throughput("service-" + service, name, operation, List.of(0.001)));
        results.add(new Probability(
            "service-" + service, name, 0.001, operation, List.of(operation / 60.0)));
      }
    }
    for (int operation = 0; operation < 3000; operation++) {
      rows.add(new Throughput("wide", "o".repeat(200) + operation, 1, List.of()));
    }
    store.writeThroughput(window, "collector-1", rows, read());
    store.writeProbabilities(window, "collector-1", results, read());
    Eventually.holds(
        PATIENCE, () -> assertThat(throughput(window)).containsExactlyInAnyOrderElementsOf(rows));
    awaitAuthor(window, "collector-1");
    assertThat(probabilities(window, "collector-1")).containsExactlyInAnyOrderElementsOf(results);
  }
}
