// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.DictionaryVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the distinct values of one key: 0 is NULL, others follow in order of appearance. */
final class KeyTable {
  private static final int BYTES_PER_VALUE = 48;

  private final QueryGuard guard;
  private final boolean longs;
  private final LongIntMap idsByLong = new LongIntMap();
  private final Map<Object, Integer> idsByObject = new HashMap<>();
  private final List<@Nullable Object> values = new ArrayList<>();

  KeyTable(SqlType type, QueryGuard guard) {
    this.guard = guard;
    this.longs = type.isLong();
    values.add(null);
  }

  int size() {
    return values.size();
  }

  @Nullable
  Object value(int id) {
    return values.get(id);
  }

  /** Writes the number of each value to {@code out}; with {@code add}, new values get one, else they get -1. */
  void numbers(Vector vector, int[] out, boolean add) {
    if (longs) {
      numbers(LongVector.of(vector), out, add);
    } else if (vector instanceof DictionaryVector texts) {
      numbers(texts, out, add);
    } else {
      for (int i = 0; i < vector.size(); i++) {
        out[i] = number(vector.value(i), add);
      }
    }
  }

  private void numbers(LongVector vector, int[] out, boolean add) {
    long[] keys = vector.values();
    for (int i = 0; i < vector.size(); i++) {
      if (vector.isNull(i)) {
        out[i] = 0;
      } else if (add) {
        int id = idsByLong.getOrPut(keys[i], values.size());
        if (id == values.size()) {
          append(keys[i]);
        }
        out[i] = id;
      } else {
        out[i] = idsByLong.get(keys[i]);
      }
    }
  }

  /** Remembers the number of each dictionary id, shifted by two: 0 is "not asked yet". */
  private void numbers(DictionaryVector texts, int[] out, boolean add) {
    int[] known = texts.dictionary().memo(this, () -> new int[texts.dictionary().size()]);
    int[] ids = texts.ids();
    for (int i = 0; i < texts.size(); i++) {
      int id = ids[i];
      if (id < 0) {
        out[i] = 0;
        continue;
      }
      int number = id < known.length ? known[id] - 2 : -2;
      if (number == -2 || (number == -1 && add)) {
        number = number(texts.dictionary().value(id), add);
        if (id < known.length) {
          known[id] = number + 2;
        }
      }
      out[i] = number;
    }
  }

  private int number(@Nullable Object value, boolean add) {
    if (value == null) {
      return 0;
    }
    Object key = value instanceof Double number && number == 0.0 ? Double.valueOf(0.0) : value;
    Integer known = idsByObject.get(key);
    if (known != null || !add) {
      return known == null ? -1 : known;
    }
    idsByObject.put(key, values.size());
    append(key);
    return values.size() - 1;
  }

  private void append(Object value) {
    guard.reserve(BYTES_PER_VALUE + (value instanceof String text ? 40 + text.length() : 8L));
    values.add(value);
  }
}
