// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sampling.adaptive;

import io.tracingonsls.collector.sampling.SamplingStrategy;
import io.tracingonsls.storage.SamplingStore.Probability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the operations of one service are sampled. Columns instead of objects: with hundreds of thousands of operations the objects would
 * take several times as much memory. Immutable once built.
 */
final class OperationTable {
  private final String[] names;
  private final double[] probabilities;
  private final short[] idleWindows;
  private final double[] rates;
  private final int ratesEach;

  private OperationTable(Builder builder) {
    int size = builder.names.size();
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(builder.names::get));
    ratesEach = builder.ratesEach;
    names = new String[size];
    probabilities = new double[size];
    idleWindows = new short[size];
    rates = new double[size * ratesEach];
    for (int i = 0; i < size; i++) {
      int from = order[i];
      names[i] = builder.names.get(from);
      probabilities[i] = builder.probabilities[from];
      idleWindows[i] = builder.idleWindows[from];
      System.arraycopy(builder.rates, from * ratesEach, rates, i * ratesEach, ratesEach);
    }
  }

  int size() {
    return names.length;
  }

  String name(int operation) {
    return names[operation];
  }

  double probability(int operation) {
    return probabilities[operation];
  }

  int idleWindows(int operation) {
    return idleWindows[operation];
  }

  /** Copies the operation's rates, the latest first, into {@code target} from {@code at} on; not a number where there is none. */
  void copyRates(int operation, double[] target, int at) {
    System.arraycopy(
        rates, operation * ratesEach, target, at, Math.min(ratesEach, target.length - at));
  }

  /** The number of the operation; negative when it is not here. */
  int find(String operation) {
    return Arrays.binarySearch(names, operation);
  }

  List<SamplingStrategy.Operation> strategies() {
    List<SamplingStrategy.Operation> strategies = new ArrayList<>(names.length);
    for (int i = 0; i < names.length; i++) {
      strategies.add(new SamplingStrategy.Operation(names[i], probabilities[i]));
    }
    return strategies;
  }

  Probability row(String service, int operation) {
    List<Double> known = new ArrayList<>(ratesEach);
    for (int i = operation * ratesEach; i < (operation + 1) * ratesEach; i++) {
      if (!Double.isNaN(rates[i])) {
        known.add(rates[i]);
      }
    }
    return new Probability(
        service, names[operation], probabilities[operation], idleWindows[operation], known);
  }

  /** Collects operations in any order, each once. */
  static final class Builder {
    private final List<String> names = new ArrayList<>();
    private final int ratesEach;
    private double[] probabilities = new double[16];
    private short[] idleWindows = new short[16];
    private double[] rates;

    Builder(int ratesEach) {
      this.ratesEach = ratesEach;
      this.rates = new double[16 * ratesEach];
    }

    /** {@code latest} are rates, the latest first, with not a number where there is none. */
    void add(String name, double probability, int idle, double[] latest) {
      int at = names.size();
      if (at == probabilities.length) {
        probabilities = Arrays.copyOf(probabilities, 2 * at);
        idleWindows = Arrays.copyOf(idleWindows, 2 * at);
        rates = Arrays.copyOf(rates, 2 * at * ratesEach);
      }
      names.add(name);
      probabilities[at] = probability;
      idleWindows[at] = (short) Math.min(Short.MAX_VALUE, idle);
      System.arraycopy(latest, 0, rates, at * ratesEach, ratesEach);
    }

    void add(Probability row) {
      double[] latest = new double[ratesEach];
      Arrays.fill(latest, Double.NaN);
      for (int i = 0; i < Math.min(ratesEach, row.samplesPerSecond().size()); i++) {
        latest[i] = row.samplesPerSecond().get(i);
      }
      add(row.operation(), row.probability(), row.idleWindows(), latest);
    }

    @Nullable
    OperationTable build() {
      return names.isEmpty() ? null : new OperationTable(this);
    }
  }
}
