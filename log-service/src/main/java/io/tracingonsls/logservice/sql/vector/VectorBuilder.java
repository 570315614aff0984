// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects values of one type into one vector; texts are kept once per distinct value while they repeat. */
public final class VectorBuilder {
  private static final int FIRST_CAPACITY = 16;
  private static final int BYTES_PER_TEXT = 104;

  private final SqlType type;
  private long[] longs = new long[0];
  private double[] doubles = new double[0];
  private boolean[] booleans = new boolean[0];
  private int[] ids = new int[0];
  private @Nullable Object[] objects = new @Nullable Object[0];
  private boolean @Nullable [] nulls;
  private final ListDictionary dictionary = new ListDictionary();
  private final Map<Object, Integer> idsByValue = new HashMap<>();
  private long textBytes;
  private int size;
  private int capacity;

  public VectorBuilder(SqlType type) {
    this.type = type;
  }

  public int size() {
    return size;
  }

  /** An estimate of the memory that the distinct texts take. */
  public long textBytes() {
    return textBytes;
  }

  /** Appends a value as {@link SqlType} describes it. */
  public void add(@Nullable Object value) {
    ensure(size + 1);
    if (value == null) {
      addNull();
      return;
    }
    switch (type.kind()) {
      case BIGINT, TIMESTAMP, DATE, INTERVAL -> longs[size] = (Long) value;
      case DOUBLE -> doubles[size] = (Double) value;
      case BOOLEAN -> booleans[size] = (Boolean) value;
      case VARCHAR -> ids[size] = id(value);
      default -> objects[size] = value;
    }
    size++;
  }

  /** Appends a whole vector. */
  public void addAll(Vector vector) {
    ensure(size + vector.size());
    if (type.is(SqlType.Kind.VARCHAR) && vector instanceof DictionaryVector texts) {
      addTexts(texts);
    } else if (type.isLong() && vector instanceof LongVector other && other.nulls() == null) {
      System.arraycopy(other.values(), 0, longs, size, other.size());
      size += other.size();
    } else {
      for (int i = 0; i < vector.size(); i++) {
        add(vector.value(i));
      }
    }
  }

  private void addTexts(DictionaryVector texts) {
    int[] mapped =
        texts.dictionary().memo(this, () -> new int[texts.dictionary().size()]);
    for (int i = 0; i < texts.size(); i++) {
      int id = texts.ids()[i];
      if (id < 0) {
        addNull();
        continue;
      }
      if (mapped[id] == 0) {
        Object value = texts.dictionary().value(id);
        mapped[id] = value == null ? -1 : id(value) + 1;
      }
      if (mapped[id] < 0) {
        addNull();
      } else {
        ids[size++] = mapped[id] - 1;
      }
    }
  }

  private int id(Object value) {
    Integer known = idsByValue.get(value);
    if (known != null) {
      return known;
    }
    int id = dictionary.add(value);
    idsByValue.put(value, id);
    textBytes += BYTES_PER_TEXT + ((String) value).length();
    return id;
  }

  private void addNull() {
    if (type.is(SqlType.Kind.VARCHAR)) {
      ids[size++] = -1;
      return;
    }
    if (nulls == null) {
      nulls = new boolean[capacity];
    }
    nulls[size++] = true;
  }

  private void ensure(int wanted) {
    if (wanted <= capacity) {
      return;
    }
    capacity = Math.max(wanted, Math.max(FIRST_CAPACITY, capacity + (capacity >> 1)));
    switch (type.kind()) {
      case BIGINT, TIMESTAMP, DATE, INTERVAL -> longs = Arrays.copyOf(longs, capacity);
      case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
      case BOOLEAN -> booleans = Arrays.copyOf(booleans, capacity);
      case VARCHAR -> ids = Arrays.copyOf(ids, capacity);
      default -> objects = Arrays.copyOf(objects, capacity);
    }
    boolean[] flags = nulls;
    nulls = flags == null ? null : Arrays.copyOf(flags, capacity);
  }

  /** All values so far. The builder must not be used afterwards. */
  public Vector build() {
    return switch (type.kind()) {
      case BIGINT, TIMESTAMP, DATE, INTERVAL -> new LongVector(size, longs, nulls);
      case DOUBLE -> new DoubleVector(size, doubles, nulls);
      case BOOLEAN -> new BooleanVector(size, booleans, nulls);
      case VARCHAR -> new DictionaryVector(size, ids, dictionary);
      default -> new ObjectVector(size, objects);
    };
  }
}
