// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import org.jspecify.annotations.Nullable;

/** Ids into a dictionary; -1 is NULL. The array may be longer than {@link #size()}. */
@SuppressWarnings(
    "ArrayRecordComponent") // shared on purpose: vectors are read-only once built and never
// compared
public record DictionaryVector(int size, int[] ids, ValueDictionary dictionary) implements Vector {

  @Override
  public boolean isNull(int index) {
    return value(index) == null;
  }

  @Override
  public @Nullable Object value(int index) {
    int id = ids[index];
    return id < 0 ? null : dictionary.value(id);
  }

  @Override
  public Vector select(int[] positions, int count) {
    int[] selected = new int[count];
    for (int i = 0; i < count; i++) {
      selected[i] = ids[positions[i]];
    }
    return new DictionaryVector(count, selected, dictionary);
  }
}
