// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import org.jspecify.annotations.Nullable;

/** Doubles. The arrays may be longer than {@link #size()}; {@code nulls} may be absent. */
@SuppressWarnings(
    "ArrayRecordComponent") // shared on purpose: vectors are read-only once built and never
// compared
public record DoubleVector(int size, double[] values, boolean @Nullable [] nulls)
    implements Vector {

  /** The same values as a double vector; longs are widened, other values must be doubles. */
  public static DoubleVector of(Vector vector) {
    if (vector instanceof DoubleVector doubles) {
      return doubles;
    }
    return vector instanceof LongVector longs ? widen(longs) : unbox(vector);
  }

  private static DoubleVector widen(LongVector longs) {
    double[] values = new double[longs.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = longs.values()[i];
    }
    return new DoubleVector(values.length, values, longs.nulls());
  }

  private static DoubleVector unbox(Vector vector) {
    int size = vector.size();
    double[] values = new double[size];
    boolean[] nulls = null;
    for (int i = 0; i < size; i++) {
      Object value = vector.value(i);
      if (value == null) {
        nulls = nulls == null ? new boolean[size] : nulls;
        nulls[i] = true;
      } else {
        values[i] = ((Number) value).doubleValue();
      }
    }
    return new DoubleVector(size, values, nulls);
  }

  @Override
  public boolean isNull(int index) {
    return nulls != null && nulls[index];
  }

  @Override
  public @Nullable Object value(int index) {
    return isNull(index) ? null : Double.valueOf(values[index]);
  }

  @Override
  public Vector select(int[] positions, int count) {
    double[] selected = new double[count];
    for (int i = 0; i < count; i++) {
      selected[i] = values[positions[i]];
    }
    return new DoubleVector(count, selected, Nulls.select(nulls, positions, count));
  }
}
