// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import org.jspecify.annotations.Nullable;

/** Texts, arrays and maps. The array may be longer than {@link #size()}. */
@SuppressWarnings(
    "ArrayRecordComponent") // shared on purpose: vectors are read-only once built and never
// compared
public record ObjectVector(int size, @Nullable Object[] values) implements Vector {

  @Override
  public boolean isNull(int index) {
    return values[index] == null;
  }

  @Override
  public @Nullable Object value(int index) {
    return values[index];
  }

  @Override
  public Vector select(int[] positions, int count) {
    @Nullable Object[] selected = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      selected[i] = values[positions[i]];
    }
    return new ObjectVector(count, selected);
  }
}
