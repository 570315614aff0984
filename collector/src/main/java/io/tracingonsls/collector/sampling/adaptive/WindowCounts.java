// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.tracingonsls.storage.SamplingStore.Throughput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of each operation in one window, by one collector or, when read from the store, by all. Bounded: names that are too long
 * and operations beyond the limits are not counted, so their clients get the initial probability. Thread-safe.
 */
final class WindowCounts {
  static final int MAX_OPERATIONS = 500_000;
  static final int MAX_OF_SERVICE = 2_000;
  private static final int MAX_NAME = 512;
  private static final int MAX_PROBABILITIES = 10;
  private static final double[] NONE = {};

  private final Map<String, Map<String, Seen>> services = new ConcurrentHashMap<>();
  private final AtomicInteger operations = new AtomicInteger();

  /** One operation. */
  static final class Seen {
    private final LongAdder count = new LongAdder();
    private volatile double[] probabilities = NONE;

    long count() {
      return count.sum();
    }

    /** The caller must not change it. */
    double[] probabilities() {
      return probabilities;
    }

    private void add(long more, double probability) {
      count.add(more);
      double[] known = probabilities;
      if (!has(known, probability)) {
        addProbability(probability);
      }
    }

    private static boolean has(double[] known, double probability) {
      for (double one : known) {
        if (ProbabilityRule.isSame(one, probability)) {
          return true;
        }
      }
      return false;
    }

    private synchronized void addProbability(double probability) {
      double[] known = probabilities;
      if (known.length < MAX_PROBABILITIES && !has(known, probability)) {
        double[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = probability;
        probabilities = more;
      }
    }
  }

  /** Counts root spans that were sampled with the probability; none means that it is in use. */
  void add(String service, String operation, long count, double probability) {
    Seen seen = seen(service, operation);
    if (seen != null) {
      seen.add(count, probability);
    }
  }

  /** Counts what a collector has seen. */
  void add(Throughput row) {
    Seen seen = seen(row.service(), row.operation());
    if (seen != null) {
      seen.count.add(row.count());
      row.probabilities().forEach(probability -> seen.add(0, probability));
    }
  }

  private @Nullable Seen seen(String service, String operation) {
    if (service.isEmpty()
        || operation.isEmpty()
        || service.length() > MAX_NAME
        || operation.length() > MAX_NAME) {
      return null;
    }
    Map<String, Seen> known = services.get(service);
    Seen seen = known == null ? null : known.get(operation);
    return seen == null ? fresh(service, operation) : seen;
  }

  private @Nullable Seen fresh(String service, String operation) {
    if (operations.get() >= MAX_OPERATIONS) {
      return null;
    }
    Map<String, Seen> known = services.computeIfAbsent(service, name -> new ConcurrentHashMap<>());
    if (known.size() >= MAX_OF_SERVICE) {
      return known.get(operation);
    }
    return known.computeIfAbsent(operation, name -> {
      operations.incrementAndGet();
      return new Seen();
    });
  }

  /** Operations of a service; empty when it was not seen. */
  Map<String, Seen> service(String name) {
    Map<String, Seen> known = services.get(name);
    return known == null ? Map.of() : known;
  }

  Iterable<String> services() {
    return services.keySet();
  }

  int operations() {
    return operations.get();
  }

  boolean isEmpty() {
    return services.isEmpty();
  }

  /** Everything as rows, made while they are gone through. */
  Iterable<Throughput> rows() {
    return () -> services.entrySet().stream()
        .flatMap(service -> service.getValue().entrySet().stream()
            .map(operation -> row(service.getKey(), operation.getKey(), operation.getValue())))
        .iterator();
  }

  private static Throughput row(String service, String operation, Seen seen) {
    List<Double> probabilities = new ArrayList<>();
    for (double probability : seen.probabilities()) {
      probabilities.add(probability);
    }
    return new Throughput(service, operation, seen.count(), probabilities);
  }
}
