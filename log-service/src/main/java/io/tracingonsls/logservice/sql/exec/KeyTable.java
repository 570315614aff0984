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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the values of one key codes that are equal when the values are: 0 for NULL, for others a number in order of appearance, except
 * that a text which {@link HexCode} can pack is its own code. Whole numbers and texts are kept in primitive arrays.
 */
final class KeyTable {
  /** Code of a value that was only looked up and is not there. */
  static final long UNKNOWN = -1;

  private static final int BYTES_PER_LONG = 64;
  private static final int BYTES_PER_OBJECT = 96;
  /** What memos are shifted by, so that 0 is "not asked yet". */
  private static final int ASKED = 2;

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

  /** The values of some codes; texts share this table's dictionary, so that nobody has to look at them again. Keeps the array. */
  Vector values(long[] codes) {
    TextTable table = texts;
    if (table != null) {
      return texts(codes, table);
    }
    VectorBuilder values = new VectorBuilder(type);
    for (long code : codes) {
      values.add(value((int) code));
    }
    return values.build();
  }

  private static Vector texts(long[] codes, TextTable table) {
    int[] numbers = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      if (HexCode.isPacked(codes[i])) {
        Arrays.setAll(numbers, position -> position);
        return new DictionaryVector(codes.length, numbers, new CodedTexts(codes, table));
      }
      numbers[i] = (int) codes[i] - 1;
    }
    return new DictionaryVector(codes.length, numbers, table);
  }

  private @Nullable Object value(int id) {
    if (id == 0) {
      return null;
    }
    return type.isLong() ? (Object) longs[id - 1] : objects.get(id - 1);
  }

  /** Writes the code of each value to {@code out}; without {@code add}, new values have {@link #UNKNOWN}. */
  void codes(Vector vector, long[] out, boolean add) {
    TextTable table = texts;
    if (type.isLong()) {
      codes(LongVector.of(vector), out, add);
    } else if (table != null && vector instanceof DictionaryVector dictionary) {
      codes(dictionary, table, out, add);
    } else if (table != null) {
      for (int i = 0; i < vector.size(); i++) {
        out[i] = code((String) vector.value(i), table, add);
      }
    } else {
      for (int i = 0; i < vector.size(); i++) {
        out[i] = code(vector.value(i), add);
      }
    }
  }

  private void codes(LongVector vector, long[] out, boolean add) {
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

  private void codes(DictionaryVector vector, TextTable table, long[] out, boolean add) {
    ValueDictionary dictionary = vector.dictionary();
    long[] known = null;
    int[] ids = vector.ids();
    for (int i = 0; i < vector.size(); i++) {
      int id = ids[i];
      long hex = id < 0 ? 0 : dictionary.hexNumber(id);
      if (id < 0 || HexCode.isPacked(hex)) {
        out[i] = hex;
        continue;
      }
      if (known == null) {
        known = dictionary.memo(this, () -> new long[dictionary.size()]);
      }
      long code = id < known.length ? known[id] - ASKED : -ASKED;
      if (code == -ASKED || (code == UNKNOWN && add)) {
        code = dictionary.read(id, buffer) ? code(table, add) : 0;
        if (id < known.length) {
          known[id] = code + ASKED;
        }
      }
      out[i] = code;
    }
  }

  private long code(@Nullable String text, TextTable table, boolean add) {
    if (text == null) {
      return 0;
    }
    buffer.set(text);
    return code(table, add);
  }

  /** The code of the text in the buffer. */
  private long code(TextTable table, boolean add) {
    long packed = HexCode.of(buffer);
    if (packed != HexCode.NONE) {
      return packed;
    }
    int number = table.number(buffer, add);
    return number < 0 ? UNKNOWN : number + 1L;
  }

  private long code(@Nullable Object value, boolean add) {
    if (value == null) {
      return 0;
    }
    Object key = value instanceof Double number && number == 0.0 ? Double.valueOf(0.0) : value;
    Integer known = idsByObject.get(key);
    if (known != null || !add) {
      return known == null ? UNKNOWN : known;
    }
    guard.reserve(BYTES_PER_OBJECT + (value instanceof String text ? 40 + text.length() : 8L));
    objects.add(key);
    idsByObject.put(key, objects.size());
    return objects.size();
  }
}
