// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.Vector;
import org.jspecify.annotations.Nullable;

/** Variance and standard deviation by Welford's method. */
final class VarianceAccumulator implements Accumulator {
  private final boolean population;
  private final boolean root;
  private long[] counts = new long[0];
  private double[] means = new double[0];
  private double[] squares = new double[0];

  VarianceAccumulator(boolean population, boolean root) {
    this.population = population;
    this.root = root;
  }

  @Override
  public void add(int[] groups, int count, int groupCount, Vector[] arguments) {
    counts = Grow.to(counts, groupCount);
    means = Grow.to(means, groupCount);
    squares = Grow.to(squares, groupCount);
    DoubleVector values = DoubleVector.of(arguments[0]);
    for (int i = 0; i < count; i++) {
      if (!values.isNull(i)) {
        int group = groups[i];
        double delta = values.values()[i] - means[group];
        means[group] += delta / ++counts[group];
        squares[group] += delta * (values.values()[i] - means[group]);
      }
    }
  }

  @Override
  public @Nullable Object result(int group) {
    long count = group < counts.length ? counts[group] : 0;
    long divisor = population ? count : count - 1;
    if (divisor <= 0) {
      return null;
    }
    double variance = squares[group] / divisor;
    return root ? Math.sqrt(variance) : variance;
  }
}
