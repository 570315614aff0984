// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.DictionaryVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.TextBytes;
import io.tracingonsls.logservice.sql.vector.ValueDictionary;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the distinct values of one key: 0 is NULL, others follow in order of appearance. Whole numbers and texts are kept in
 * primitive arrays.
 */
final class KeyTable {
  private static final int BYTES_PER_LONG = 64;
  private static final int BYTES_PER_OBJECT = 96;

  private final SqlType type;
  private final QueryGuard guard;
  private final @Nullable TextTable texts;
  private final TextBytes buffer = new TextBytes();
  private final LongIntMap idsByLong = new LongIntMap();
  private long[] longs = new long[0];
  private final Map<Object, Integer> idsByObject = new HashMap<>();
  private final List<Object> objects = new ArrayList<>();

  KeyTable(SqlType type, QueryGuard guard) {
    this.type = type;
    this.guard = guard;
    this.texts = type.is(SqlType.Kind.VARCHAR) ? new TextTable(guard) : null;
  }

  private @Nullable Object value(int id) {
    if (id == 0) {
      return null;
    }
    return type.isLong() ? (Object) longs[id - 1] : objects.get(id - 1);
  }

  /** The values of the first {@code count} ids; texts share this table's dictionary, so that nobody has to look at them again. */
  Vector values(int[] ids, int count) {
    if (texts != null) {
      int[] numbers = new int[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = ids[i] - 1;
      }
      return new DictionaryVector(count, numbers, texts);
    }
    VectorBuilder values = new VectorBuilder(type);
    for (int i = 0; i < count; i++) {
      values.add(value(ids[i]));
    }
    return values.build();
  }

  /** Writes the number of each value to {@code out}; with {@code add}, new values get one, else they get -1. */
  void numbers(Vector vector, int[] out, boolean add) {
    TextTable table = texts;
    if (type.isLong()) {
      numbers(LongVector.of(vector), out, add);
    } else if (table != null && vector instanceof DictionaryVector dictionary) {
      numbers(dictionary, table, out, add);
    } else if (table != null) {
      for (int i = 0; i < vector.size(); i++) {
        out[i] = number((String) vector.value(i), table, add);
      }
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
        continue;
      }
      int known = idsByLong.size();
      int id = add ? idsByLong.getOrPut(keys[i], known + 1) : idsByLong.get(keys[i]);
      if (id > known) {
        guard.reserve(BYTES_PER_LONG);
        longs = Grow.to(longs, id);
        longs[known] = keys[i];
      }
      out[i] = id;
    }
  }

  /** Remembers the number of each dictionary id, shifted by two: 0 is "not asked yet". */
  private void numbers(DictionaryVector vector, TextTable table, int[] out, boolean add) {
    ValueDictionary dictionary = vector.dictionary();
    int[] known = dictionary.memo(this, () -> new int[dictionary.size()]);
    int[] ids = vector.ids();
    for (int i = 0; i < vector.size(); i++) {
      int id = ids[i];
      if (id < 0) {
        out[i] = 0;
        continue;
      }
      int number = id < known.length ? known[id] - 2 : -2;
      if (number == -2 || (number == -1 && add)) {
        number = dictionary.read(id, buffer) ? idOf(table.number(buffer, add)) : 0;
        if (id < known.length) {
          known[id] = number + 2;
        }
      }
      out[i] = number;
    }
  }

  private static int idOf(int textNumber) {
    return textNumber < 0 ? -1 : textNumber + 1;
  }

  private int number(@Nullable String text, TextTable table, boolean add) {
    if (text == null) {
      return 0;
    }
    buffer.set(text);
    return idOf(table.number(buffer, add));
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
    guard.reserve(BYTES_PER_OBJECT + (value instanceof String text ? 40 + text.length() : 8L));
    objects.add(key);
    idsByObject.put(key, objects.size());
    return objects.size();
  }
}
