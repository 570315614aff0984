// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.Vector;
import org.jspecify.annotations.Nullable;

/** {@code sum} of longs (exact, overflow is an error) or doubles, {@code avg} and {@code geometric_mean}. */
final class SumAccumulator implements Accumulator {
  /** What becomes of the sum. */
  enum Kind {
    LONG_SUM,
    DOUBLE_SUM,
    AVERAGE,
    GEOMETRIC_MEAN
  }

  private final Kind kind;
  private long[] longs = new long[0];
  private double[] doubles = new double[0];
  private long[] counts = new long[0];

  SumAccumulator(Kind kind) {
    this.kind = kind;
  }

  @Override
  public void add(int[] groups, int count, int groupCount, Vector[] arguments) {
    counts = Grow.to(counts, groupCount);
    if (kind == Kind.LONG_SUM) {
      longs = Grow.to(longs, groupCount);
      addLongs(groups, count, LongVector.of(arguments[0]));
    } else {
      doubles = Grow.to(doubles, groupCount);
      addDoubles(groups, count, DoubleVector.of(arguments[0]));
    }
  }

  private void addLongs(int[] groups, int count, LongVector values) {
    try {
      for (int i = 0; i < count; i++) {
        if (!values.isNull(i)) {
          longs[groups[i]] = Math.addExact(longs[groups[i]], values.values()[i]);
          counts[groups[i]]++;
        }
      }
    } catch (ArithmeticException e) {
      throw QueryException.invalid("bigint addition overflow in sum");
    }
  }

  private void addDoubles(int[] groups, int count, DoubleVector values) {
    for (int i = 0; i < count; i++) {
      if (!values.isNull(i)) {
        double value = values.values()[i];
        doubles[groups[i]] += kind == Kind.GEOMETRIC_MEAN ? Math.log(value) : value;
        counts[groups[i]]++;
      }
    }
  }

  @Override
  public @Nullable Object result(int group) {
    if (group >= counts.length || counts[group] == 0) {
      return null;
    }
    return switch (kind) {
      case LONG_SUM -> longs[group];
      case DOUBLE_SUM -> doubles[group];
      case AVERAGE -> doubles[group] / counts[group];
      case GEOMETRIC_MEAN -> Math.exp(doubles[group] / counts[group]);
    };
  }
}
