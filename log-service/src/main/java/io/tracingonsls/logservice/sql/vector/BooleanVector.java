// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Booleans. The arrays may be longer than {@link #size()}; {@code nulls} may be absent. */
@SuppressWarnings(
    "ArrayRecordComponent") // shared on purpose: vectors are read-only once built and never
// compared
public record BooleanVector(int size, boolean[] values, boolean @Nullable [] nulls)
    implements Vector {

  /** The same values as a boolean vector; the values must be booleans. */
  public static BooleanVector of(Vector vector) {
    if (vector instanceof BooleanVector booleans) {
      return booleans;
    }
    int size = vector.size();
    boolean[] values = new boolean[size];
    boolean[] nulls = null;
    for (int i = 0; i < size; i++) {
      Object value = vector.value(i);
      if (value == null) {
        nulls = nulls == null ? new boolean[size] : nulls;
        nulls[i] = true;
      } else {
        values[i] = (Boolean) value;
      }
    }
    return new BooleanVector(size, values, nulls);
  }

  /** Whether the value is TRUE: neither FALSE nor NULL. */
  public boolean isTrue(int index) {
    return values[index] && !isNull(index);
  }

  /** Positions of the TRUE values. */
  public int[] truePositions() {
    int[] positions = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (isTrue(i)) {
        positions[count++] = i;
      }
    }
    return count == size ? positions : Arrays.copyOf(positions, count);
  }

  @Override
  public boolean isNull(int index) {
    return nulls != null && nulls[index];
  }

  @Override
  public @Nullable Object value(int index) {
    return isNull(index) ? null : Boolean.valueOf(values[index]);
  }

  @Override
  public Vector select(int[] positions, int count) {
    boolean[] selected = new boolean[count];
    for (int i = 0; i < count; i++) {
      selected[i] = values[positions[i]];
    }
    return new BooleanVector(count, selected, Nulls.select(nulls, positions, count));
  }
}
