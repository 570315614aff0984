// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.tracingonsls.collector.sampling.adaptive.WindowCounts.Seen;
import io.tracingonsls.storage.SamplingStore.Probability;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How all operations are sampled after a window. Immutable. */
final class Probabilities {
  private final long window;
  private final String author;
  private final Map<String, OperationTable> services;

  private Probabilities(long window, String author, Map<String, OperationTable> services) {
    this.window = window;
    this.author = author;
    this.services = services;
  }

  /** Nothing is known at the end of the window. */
  static Probabilities none(long window) {
    return new Probabilities(window, "", Map.of());
  }

  /** Start of the window that they follow from. */
  long window() {
    return window;
  }

  /** Which collector has computed them; empty when none has. */
  String author() {
    return author;
  }

  Probabilities by(String collector) {
    return new Probabilities(window, collector, services);
  }

  @Nullable
  OperationTable service(String name) {
    return services.get(name);
  }

  int services() {
    return services.size();
  }

  int operations() {
    return services.values().stream().mapToInt(OperationTable::size).sum();
  }

  /** Everything as rows, made while they are gone through. */
  Iterable<Probability> rows() {
    return () -> services.entrySet().stream()
        .flatMap(service -> IntStream.range(0, service.getValue().size())
            .mapToObj(i -> service.getValue().row(service.getKey(), i)))
        .iterator();
  }

  /** The probabilities after the next window, in which {@code counts} was seen. */
  Probabilities next(WindowCounts counts, AdaptiveSettings settings, ProbabilityRule rule) {
    Map<String, OperationTable> next = new HashMap<>();
    Step step = new Step(settings, rule);
    for (String service : counts.services()) {
      put(next, service, step.table(services.get(service), counts.service(service)));
    }
    services.forEach((service, table) -> {
      if (!next.containsKey(service)) {
        put(next, service, step.table(table, Map.of()));
      }
    });
    return new Probabilities(window + settings.intervalSeconds(), "", next);
  }

  private static void put(
      Map<String, OperationTable> next, String service, @Nullable OperationTable table) {
    if (table != null) {
      next.put(service, table);
    }
  }

  private record Step(AdaptiveSettings settings, ProbabilityRule rule) {
    @Nullable
    OperationTable table(@Nullable OperationTable before, Map<String, Seen> seen) {
      OperationTable.Builder builder = new OperationTable.Builder(settings.bucketsForCalculation());
      for (int i = 0; before != null && i < before.size(); i++) {
        Seen now = seen.get(before.name(i));
        if (now == null) {
          keep(before, i, builder);
        } else {
          change(before, i, now, builder);
        }
      }
      seen.forEach((name, now) -> {
        if (before == null || before.find(name) < 0) {
          add(name, settings.initialProbability(), now, noRates(), builder);
        }
      });
      return builder.build();
    }

    private double[] noRates() {
      double[] rates = new double[settings.bucketsForCalculation()];
      Arrays.fill(rates, Double.NaN);
      return rates;
    }

    private void keep(OperationTable before, int operation, OperationTable.Builder builder) {
      int idle = before.idleWindows(operation) + 1;
      if (idle < settings.aggregationBuckets()) {
        double[] rates = noRates();
        before.copyRates(operation, rates, 0);
        builder.add(before.name(operation), before.probability(operation), idle, rates);
      }
    }

    private void change(
        OperationTable before, int operation, Seen now, OperationTable.Builder builder) {
      double[] rates = noRates();
      before.copyRates(operation, rates, 1);
      add(before.name(operation), before.probability(operation), now, rates, builder);
    }

    private void add(
        String name, double probability, Seen now, double[] rates, OperationTable.Builder builder) {
      rates[0] = (double) now.count() / settings.intervalSeconds();
      double next = rule.next(probability, rates, now.probabilities());
      builder.add(name, next, 0, rates);
    }
  }

  /** Collects what a collector has stored. */
  static final class Builder {
    private final Map<String, OperationTable.Builder> services = new HashMap<>();
    private final int ratesEach;
    private int operations;

    Builder(AdaptiveSettings settings) {
      ratesEach = settings.bucketsForCalculation();
    }

    void add(Probability row) {
      if (operations < WindowCounts.MAX_OPERATIONS) {
        operations++;
        services
            .computeIfAbsent(row.service(), name -> new OperationTable.Builder(ratesEach))
            .add(row);
      }
    }

    Probabilities build(long window, String author) {
      Map<String, OperationTable> tables = new HashMap<>();
      services.forEach((service, builder) -> put(tables, service, builder.build()));
      return new Probabilities(window, author, tables);
    }
  }
}
