// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import org.jspecify.annotations.Nullable;

/** Longs. The arrays may be longer than {@link #size()}; {@code nulls} may be absent. */
@SuppressWarnings(
    "ArrayRecordComponent") // shared on purpose: vectors are read-only once built and never
// compared
public record LongVector(int size, long[] values, boolean @Nullable [] nulls) implements Vector {

  /** The same values as a long vector; the values must be longs. */
  public static LongVector of(Vector vector) {
    if (vector instanceof LongVector longs) {
      return longs;
    }
    int size = vector.size();
    long[] values = new long[size];
    boolean[] nulls = null;
    for (int i = 0; i < size; i++) {
      Object value = vector.value(i);
      if (value == null) {
        nulls = nulls == null ? new boolean[size] : nulls;
        nulls[i] = true;
      } else {
        values[i] = (Long) value;
      }
    }
    return new LongVector(size, values, nulls);
  }

  @Override
  public boolean isNull(int index) {
    return nulls != null && nulls[index];
  }

  @Override
  public @Nullable Object value(int index) {
    return isNull(index) ? null : Long.valueOf(values[index]);
  }

  @Override
  public Vector select(int[] positions, int count) {
    long[] selected = new long[count];
    for (int i = 0; i < count; i++) {
      selected[i] = values[positions[i]];
    }
    return new LongVector(count, selected, Nulls.select(nulls, positions, count));
  }
}
