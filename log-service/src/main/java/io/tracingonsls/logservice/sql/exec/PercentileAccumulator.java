// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code approx_percentile(x [, weight], p)}, computed exactly while memory lasts: the smallest value with at least the share
 * p of the weight at or below it. {@code p} may be an array, and so is the result then.
 */
final class PercentileAccumulator implements Accumulator {
  private static final int FIRST_CAPACITY = 8;

  private final boolean longs;
  private final boolean weighted;
  private final boolean many;
  private final QueryGuard guard;
  private @Nullable Samples[] groups = new @Nullable Samples[0];
  private @Nullable Object percentile;

  /** {@code longs} if x is bigint; {@code weighted} if there is a weight; {@code many} if p is an array. */
  PercentileAccumulator(boolean longs, boolean weighted, boolean many, QueryGuard guard) {
    this.longs = longs;
    this.weighted = weighted;
    this.many = many;
    this.guard = guard;
  }

  /** Values of one group; longs are kept as such, doubles as bits in an order that sorts as longs. */
  private static final class Samples {
    private long[] keys = new long[FIRST_CAPACITY];
    private double[] weights = new double[0];
    private int size;
    private boolean sorted;
  }

  @Override
  public void add(int[] rows, int count, int groupCount, Vector[] arguments) {
    groups = Grow.to(groups, groupCount);
    remember(arguments[arguments.length - 1]);
    Vector values = arguments[0];
    LongVector asLongs = longs ? LongVector.of(values) : null;
    DoubleVector asDoubles = longs ? null : DoubleVector.of(values);
    DoubleVector weights = weighted ? DoubleVector.of(arguments[1]) : null;
    for (int i = 0; i < count; i++) {
      if (!values.isNull(i) && (weights == null || !weights.isNull(i))) {
        long key = asLongs != null
            ? asLongs.values()[i]
            : sortable(asDoubles == null ? 0 : asDoubles.values()[i]);
        put(rows[i], key, weights == null ? 1 : weights.values()[i]);
      }
    }
  }

  private void remember(Vector percentiles) {
    for (int i = 0; i < percentiles.size() && percentile == null; i++) {
      percentile = percentiles.value(i);
    }
  }

  private void put(int group, long key, double weight) {
    if (!(weight > 0)) {
      throw QueryException.invalid("percentile weight must be > 0");
    }
    Samples samples = groups[group];
    if (samples == null) {
      samples = new Samples();
      groups[group] = samples;
      guard.reserve(96);
    }
    if (samples.size == samples.keys.length) {
      guard.reserve((weighted ? 16L : 8L) * samples.size);
      samples.keys = Arrays.copyOf(samples.keys, samples.size * 2);
    }
    if (weighted) {
      samples.weights = Grow.to(samples.weights, samples.keys.length);
      samples.weights[samples.size] = weight;
    }
    samples.keys[samples.size++] = key;
    samples.sorted = false;
  }

  /** Doubles as longs of the same order. */
  private static long sortable(double value) {
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  private static double unsortable(long key) {
    return Double.longBitsToDouble(key ^ (key >> 63 & Long.MAX_VALUE));
  }

  @Override
  public @Nullable Object result(int group) {
    Samples samples = group < groups.length ? groups[group] : null;
    Object wanted = percentile;
    if (samples == null || wanted == null) {
      return null;
    }
    sort(samples);
    if (!many) {
      return at(samples, (Double) wanted);
    }
    List<@Nullable Object> results = new ArrayList<>();
    for (Object p : (List<?>) wanted) {
      results.add(p == null ? null : at(samples, (Double) p));
    }
    return results;
  }

  private void sort(Samples samples) {
    if (samples.sorted) {
      return;
    }
    samples.sorted = true;
    if (!weighted) {
      Arrays.sort(samples.keys, 0, samples.size);
      return;
    }
    long[] keys = samples.keys.clone();
    double[] weights = samples.weights.clone();
    int[] order = IntSort.sort(samples.size, (a, b) -> Long.compare(keys[a], keys[b]));
    for (int i = 0; i < samples.size; i++) {
      samples.keys[i] = keys[order[i]];
      samples.weights[i] = weights[order[i]];
    }
  }

  private Object at(Samples samples, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw QueryException.invalid("Percentile must be between 0 and 1");
    }
    int index = weighted ? weightedIndex(samples, p) : (int) Math.ceil(p * samples.size) - 1;
    long key = samples.keys[Math.min(Math.max(index, 0), samples.size - 1)];
    return longs ? (Object) key : (Object) unsortable(key);
  }

  private static int weightedIndex(Samples samples, double p) {
    double total = 0;
    for (int i = 0; i < samples.size; i++) {
      total += samples.weights[i];
    }
    double below = 0;
    for (int i = 0; i < samples.size; i++) {
      below += samples.weights[i];
      if (below >= p * total) {
        return i;
      }
    }
    return samples.size - 1;
  }
}
