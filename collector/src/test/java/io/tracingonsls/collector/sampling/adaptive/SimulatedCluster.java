// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.collector.sampling.StrategiesFile;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.storage.SamplingStore;
import io.tracingonsls.testing.fake.TestClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collectors on one store, and clients that sample as Jaeger's do: each asks some collector for its strategy every minute, takes its share of
 * the traces, or one a minute by its lower bound. Time stands still except in {@link #run}; nothing is random.
 */
final class SimulatedCluster {
  final TestClock clock = new TestClock(Instant.ofEpochSecond(1_700_000_000L));
  final Map<String, AdaptiveSampling> collectors = new LinkedHashMap<>();
  private final List<Client> clients = new ArrayList<>();
  private final AdaptiveSettings settings;
  private long seconds;

  SimulatedCluster(AdaptiveSettings settings) {
    this.settings = settings;
  }

  void startCollector(String name, SamplingStore store) {
    collectors.put(
        name,
        new AdaptiveSampling(settings, store, noFile(), clock, name, new PrometheusRegistry()));
  }

  static StrategiesFile noFile() {
    try {
      return StrategiesFile.open("", 0.001);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Client addClient(String operation, double tracesPerSecond) {
    Client client = new Client(operation, tracesPerSecond, clients.size());
    clients.add(client);
    return client;
  }

  void run(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      clock.advance(Duration.ofSeconds(1));
      seconds++;
      collectors.values().forEach(AdaptiveSampling::round);
      clients.forEach(Client::second);
    }
  }

  /** What a collector answers for an operation; the default when it does not know it. */
  static double probability(AdaptiveSampling collector, String operation) {
    SamplingStrategy.PerOperation operations = strategy(collector).operations();
    if (operations == null) {
      throw new AssertionError("no operations in an adaptive strategy");
    }
    return operations.operations().stream()
        .filter(one -> one.name().equals(operation))
        .mapToDouble(SamplingStrategy.Operation::samplingRate)
        .findFirst()
        .orElse(operations.defaultProbability());
  }

  static SamplingStrategy strategy(AdaptiveSampling collector) {
    return collector.ask("shop").toCompletableFuture().join();
  }

  static SpanBatch rootSpan(String operation, String sampler, double probability) {
    return rootSpan("shop", operation, sampler, probability);
  }

  static SpanBatch rootSpan(String service, String operation, String sampler, double probability) {
    Span span = Span.builder()
        .traceId(new TraceId(1, 2))
        .spanId(new SpanId(2))
        .name(operation)
        .startNanos(1_700_000_000_000_000_000L)
        .durationNanos(1)
        .attributes(Attributes.builder()
            .put("sampler.type", sampler)
            .put("sampler.param", probability)
            .build())
        .build();
    return SpanBatch.of(
        ResourceSpans.of(Resource.ofService(service, Attributes.empty()), List.of(span)));
  }

  final class Client {
    final String operation;
    private final double tracesPerSecond;
    private final int number;
    private double probability = 0.001;
    private double owed;
    private long lastSample;
    private long samples;

    private Client(String operation, double tracesPerSecond, int number) {
      this.operation = operation;
      this.tracesPerSecond = tracesPerSecond;
      this.number = number;
    }

    private void second() {
      List<AdaptiveSampling> all = List.copyOf(collectors.values());
      AdaptiveSampling collector = all.get((int) ((seconds + number) % all.size()));
      if ((seconds + 7L * number) % 60 == 0) {
        collector
            .ask("shop")
            .whenComplete((strategy, failure) ->
                probability = failure == null ? probability(collector, operation) : probability);
      }
      owed += tracesPerSecond * probability;
      for (; owed >= 1; owed--) {
        sample(collector, "probabilistic");
      }
      if (seconds - lastSample >= 60) {
        sample(collector, "lowerbound");
      }
    }

    private void sample(AdaptiveSampling collector, String sampler) {
      lastSample = seconds;
      samples++;
      collector.record(rootSpan(operation, sampler, probability));
    }

    /** Samples a second since the last call, over the given time. */
    double takeRate(Duration time) {
      double rate = (double) samples / time.toSeconds();
      samples = 0;
      return rate;
    }
  }
}
