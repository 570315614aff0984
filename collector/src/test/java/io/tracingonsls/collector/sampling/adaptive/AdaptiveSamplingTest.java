// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.sampling.SamplingJson;
import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.collector.sampling.StrategiesFile;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.storage.SamplingStore.Probability;
import io.tracingonsls.storage.SamplingStore.Throughput;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.memory.MemorySamplingStore;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptiveSamplingTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final SamplingStore store = new MemorySamplingStore();
  private final SimulatedCluster cluster = new SimulatedCluster(AdaptiveSettings.DEFAULTS);

  private static ReadContext context() {
    return ReadContext.within(Duration.ofSeconds(10));
  }

  private void startThree() {
    for (String name : List.of("collector-1", "collector-2", "collector-3")) {
      cluster.startCollector(name, store);
    }
  }

  private void assertAgreement(SimulatedCluster.Client... clients) {
    for (SimulatedCluster.Client client : clients) {
      assertThat(cluster.collectors.values().stream()
              .map(one -> SimulatedCluster.probability(one, client.operation))
              .distinct())
          .as(client.operation)
          .hasSize(1);
    }
  }

  @Test
  void threeCollectors_convergeToTheTarget_andAgree() {
    startThree();
    SimulatedCluster.Client busy = cluster.addClient("busy", 10_000);
    SimulatedCluster.Client medium = cluster.addClient("medium", 20);
    SimulatedCluster.Client rare = cluster.addClient("rare", 0.5);
    cluster.run(Duration.ofMinutes(90));
    for (SimulatedCluster.Client client : List.of(busy, medium, rare)) {
      double ignored = client.takeRate(TEN_MINUTES);
      assertThat(ignored).isPositive();
    }
    cluster.run(TEN_MINUTES);
    assertThat(busy.takeRate(TEN_MINUTES)).isCloseTo(1, within(0.3));
    assertThat(medium.takeRate(TEN_MINUTES)).isCloseTo(1, within(0.3));
    assertThat(rare.takeRate(TEN_MINUTES)).isCloseTo(0.5, within(0.02));
    assertThat(SimulatedCluster.probability(cluster.collectors.get("collector-1"), "rare"))
        .isEqualTo(1);
    assertAgreement(busy, medium, rare);
  }

  @Test
  void restartedCollector_goesOnWhereTheOthersAre() {
    startThree();
    SimulatedCluster.Client busy = cluster.addClient("busy", 5_000);
    cluster.run(Duration.ofMinutes(30));
    double before = SimulatedCluster.probability(cluster.collectors.get("collector-1"), "busy");
    assertThat(before).isLessThan(0.0005);
    AdaptiveSampling old = cluster.collectors.remove("collector-2");
    old.close();
    cluster.startCollector("collector-2b", store);
    AdaptiveSampling fresh = cluster.collectors.get("collector-2b");
    assertThat(fresh.ask("shop").toCompletableFuture()).isCompletedExceptionally();
    fresh.round();
    assertThat(SimulatedCluster.probability(fresh, "busy")).isEqualTo(before);
    cluster.run(TEN_MINUTES);
    assertAgreement(busy);
  }

  @Test
  void allCollectorsGoneForLong_startFromTheBeginning() {
    startThree();
    SimulatedCluster.Client busy = cluster.addClient("busy", 5_000);
    cluster.run(Duration.ofMinutes(20));
    cluster.collectors.clear();
    cluster.clock.advance(Duration.ofHours(1));
    startThree();
    cluster.collectors.values().forEach(AdaptiveSampling::round);
    assertThat(SimulatedCluster.probability(cluster.collectors.get("collector-1"), busy.operation))
        .isEqualTo(0.001);
  }

  @Test
  void collectorWhoseStoreIsAway_losesItsCountsOnly_andAgreesAgainLater() {
    AtomicBoolean away = new AtomicBoolean();
    cluster.startCollector("collector-1", store);
    cluster.startCollector("collector-2", store);
    cluster.startCollector("late", unreliable(away));
    SimulatedCluster.Client busy = cluster.addClient("busy", 9_000);
    cluster.run(Duration.ofMinutes(20));
    away.set(true);
    double kept = SimulatedCluster.probability(cluster.collectors.get("late"), "busy");
    cluster.run(TEN_MINUTES);
    assertThat(SimulatedCluster.probability(cluster.collectors.get("late"), "busy"))
        .isEqualTo(kept);
    away.set(false);
    cluster.run(Duration.ofMinutes(30));
    assertAgreement(busy);
    double ignored = busy.takeRate(TEN_MINUTES);
    assertThat(ignored).isPositive();
    cluster.run(TEN_MINUTES);
    assertThat(busy.takeRate(TEN_MINUTES)).isCloseTo(1, within(0.3));
  }

  private SamplingStore unreliable(AtomicBoolean away) {
    return (SamplingStore) Proxy.newProxyInstance(
        SamplingStore.class.getClassLoader(),
        new Class<?>[] {SamplingStore.class},
        (proxy, method, arguments) -> {
          if (away.get()) {
            throw new StorageException(StorageError.UNAVAILABLE, "away");
          }
          return method.invoke(store, arguments);
        });
  }

  private static List<Probability> rows(Probabilities probabilities) {
    List<Probability> rows = new ArrayList<>();
    probabilities.rows().forEach(rows::add);
    return rows;
  }

  private AgreedProbabilities agreed(SamplingStore on, String name) {
    return new AgreedProbabilities(
        AdaptiveSettings.DEFAULTS, on, name, new AdaptiveMetrics(new PrometheusRegistry()));
  }

  @Test
  void sameWindowComputedTwice_givesTheSame_andDoesNoHarm() {
    SamplingStore other = new MemorySamplingStore();
    long window = 1_700_000_040L - 1_700_000_040L % 60;
    for (SamplingStore one : List.of(store, other)) {
      for (int collector = 1; collector <= 3; collector++) {
        one.writeThroughput(
            window,
            "collector-" + collector,
            List.of(
                new Throughput("shop", "buy", 700L * collector, List.of(0.001)),
                new Throughput("shop", "look", 0, List.of(0.001))),
            context());
      }
    }
    Probabilities first = agreed(store, "collector-1").after(window, Probabilities.none(0));
    Probabilities second = agreed(other, "collector-2").after(window, Probabilities.none(0));
    assertThat(rows(first)).containsExactlyInAnyOrderElementsOf(rows(second)).hasSize(2);
    // 4200 samples in a minute are 70 a second.
    assertThat(rows(first))
        .filteredOn(row -> row.operation().equals("buy"))
        .singleElement()
        .satisfies(row -> assertThat(row.probability()).isCloseTo(0.001 / 70, within(1e-12)));
    // As if both had been at it at the same time.
    store.writeProbabilities(window, "collector-2", second.rows(), context());
    Probabilities again = agreed(store, "collector-1").after(window, Probabilities.none(0));
    assertThat(rows(again)).containsExactlyInAnyOrderElementsOf(rows(first));
    Probabilities next = agreed(store, "collector-2").after(window + 60, second);
    assertThat(next.author()).isEqualTo("collector-2");
    assertThat(rows(next)).allSatisfy(row -> assertThat(row.idleWindows()).isEqualTo(1));
  }

  @Test
  void rowsThatComeAfterTheWindowWasComputed_changeNothing() {
    long window = 1_700_000_040L - 1_700_000_040L % 60;
    List<Throughput> counts = List.of(new Throughput("shop", "buy", 6000, List.of(0.001)));
    store.writeThroughput(window, "collector-1", counts, context());
    Probabilities first = agreed(store, "collector-1").after(window, Probabilities.none(0));
    store.writeThroughput(window, "late", counts, context());
    Probabilities second = agreed(store, "late").after(window, Probabilities.none(0));
    assertThat(rows(second)).containsExactlyElementsOf(rows(first));
    assertThat(second.author()).isEqualTo("collector-1");
  }

  @Test
  void servicesOfTheFile_keepTheirStrategy(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(
        dir.resolve("strategies.json"),
        "{\"default_strategy\":{\"type\":\"probabilistic\",\"param\":0.9},"
            + "\"service_strategies\":[{\"service\":\"fixed\",\"type\":\"ratelimiting\",\"param\":5}]}");
    try (StrategiesFile strategies = StrategiesFile.open(file.toString(), 0.5);
        AdaptiveSampling sampling = new AdaptiveSampling(
            AdaptiveSettings.DEFAULTS,
            store,
            strategies,
            cluster.clock,
            "collector-1",
            new PrometheusRegistry())) {
      assertThat(sampling.ask("fixed").toCompletableFuture().join())
          .isEqualTo(SamplingStrategy.rateLimiting(5));
      sampling.round();
      byte[] json =
          SamplingJson.encode(sampling.ask("other").toCompletableFuture().join(), false);
      assertThat(new String(json, UTF_8))
          .isEqualTo("{\"strategyType\":\"PROBABILISTIC\",\"operationSampling\":"
              + "{\"defaultSamplingProbability\":0.001,"
              + "\"defaultLowerBoundTracesPerSecond\":0.016666666666666666,"
              + "\"perOperationStrategies\":[],\"defaultUpperBoundTracesPerSecond\":0}}");
    }
  }

  @Test
  void spansThatDoNotSayHowTheyWereSampled_areNotCounted() {
    WindowCounts counts = new WindowCounts();
    RootSpans.count(SimulatedCluster.rootSpan("op", "const", 1), counts);
    RootSpans.count(SimulatedCluster.rootSpan("op", "probabilistic", 7), counts);
    RootSpans.count(SimulatedCluster.rootSpan("", "probabilistic", 0.5), counts);
    assertThat(counts.isEmpty()).isTrue();
    RootSpans.count(SimulatedCluster.rootSpan("op", "lowerbound", 0.5), counts);
    RootSpans.count(SimulatedCluster.rootSpan("op", "probabilistic", 0.5), counts);
    assertThat(counts.rows()).containsExactly(new Throughput("shop", "op", 1, List.of(0.5)));
  }

  @Test
  void operationsBeyondTheLimit_areNotCounted() {
    WindowCounts counts = new WindowCounts();
    for (int i = 0; i < WindowCounts.MAX_OF_SERVICE + 100; i++) {
      counts.add("shop", "op-" + i, 1, 0.1);
      counts.add("shop", "op", 1, i / 10_000.0);
    }
    counts.add("shop", "o".repeat(600), 1, 0.1);
    assertThat(counts.service("shop")).hasSize(WindowCounts.MAX_OF_SERVICE);
    assertThat(counts.rows())
        .filteredOn(row -> row.operation().equals("op"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.count()).isEqualTo(WindowCounts.MAX_OF_SERVICE + 100);
          assertThat(row.probabilities()).hasSize(10);
        });
  }

  @Test
  void badSettings_nameTheFlag() {
    assertThatThrownBy(() -> new AdaptiveSettings(
            1, 0.3, 1, Duration.ofMillis(1500), 10, Duration.ofMinutes(2), 0.001, 1e-5, 0))
        .hasMessage("sampling.calculation-interval: PT1.5S (expected: whole seconds, at least 1s)");
    assertThatThrownBy(() -> new AdaptiveSettings(
            1, 0.3, 11, Duration.ofMinutes(1), 10, Duration.ofMinutes(2), 0.001, 1e-5, 0))
        .hasMessageContaining("sampling.buckets-for-calculation: 11");
    assertThatThrownBy(() -> new AdaptiveSettings(
            Double.NaN, 0.3, 1, Duration.ofMinutes(1), 10, Duration.ofMinutes(2), 0.001, 1e-5, 0))
        .hasMessageContaining("sampling.target-samples-per-second");
  }
}
