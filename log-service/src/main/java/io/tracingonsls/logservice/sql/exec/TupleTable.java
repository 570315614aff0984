// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of several keys: numbers the distinct tuples from 0. */
final class TupleTable {
  private static final int BYTES_PER_TUPLE = 32;

  private final List<KeyTable> keys = new ArrayList<>();
  private final List<LongIntMap> levels = new ArrayList<>();
  private final QueryGuard guard;
  private final int[] levelSizes;
  private final List<int[]> levelParents = new ArrayList<>();
  private final List<int[]> levelKeys = new ArrayList<>();

  TupleTable(List<SqlType> types, QueryGuard guard) {
    this.guard = guard;
    for (SqlType type : types) {
      keys.add(new KeyTable(type, guard));
      levels.add(new LongIntMap());
      levelParents.add(new int[16]);
      levelKeys.add(new int[16]);
    }
    this.levelSizes = new int[types.size()];
  }

  /** Number of tuples; one when there are no keys. */
  int size() {
    return keys.isEmpty() ? 1 : levelSizes[keys.size() - 1];
  }

  /** The value of key {@code key} in tuple {@code tuple}. */
  @Nullable
  Object value(int tuple, int key) {
    int at = tuple;
    for (int level = keys.size() - 1; level > key; level--) {
      at = levelParents.get(level)[at];
    }
    return keys.get(key).value(levelKeys.get(key)[at]);
  }

  /** Writes the number of each row's tuple; with {@code add}, new tuples get one, else -1. */
  void numbers(Vector[] vectors, int count, int[] out, boolean add) {
    Arrays.fill(out, 0, count, 0);
    int[] ids = new int[count];
    for (int level = 0; level < vectors.length; level++) {
      keys.get(level).numbers(vectors[level], ids, add);
      combine(level, ids, count, out, add);
    }
  }

  private void combine(int level, int[] ids, int count, int[] out, boolean add) {
    LongIntMap map = levels.get(level);
    long lastTuple = -1;
    int lastNumber = -1;
    for (int i = 0; i < count; i++) {
      if (out[i] < 0 || ids[i] < 0) {
        out[i] = -1;
        continue;
      }
      long tuple = (long) out[i] << 32 | ids[i];
      if (tuple != lastTuple) {
        lastTuple = tuple;
        lastNumber = add ? put(level, map, tuple) : map.get(tuple);
      }
      out[i] = lastNumber;
    }
  }

  private int put(int level, LongIntMap map, long tuple) {
    int fresh = levelSizes[level];
    int number = map.getOrPut(tuple, fresh);
    if (number == fresh) {
      guard.reserve(BYTES_PER_TUPLE);
      levelSizes[level]++;
      int[] lastKey = room(levelKeys.get(level), fresh);
      lastKey[fresh] = (int) tuple;
      levelKeys.set(level, lastKey);
      int[] parent = room(levelParents.get(level), fresh);
      parent[fresh] = (int) (tuple >>> 32);
      levelParents.set(level, parent);
    }
    return number;
  }

  private static int[] room(int[] array, int index) {
    return index < array.length ? array : Arrays.copyOf(array, array.length * 2);
  }
}
