// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.ObjectVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts pieces computed for some rows into one vector; a row that gets nothing is NULL. */
final class Scatter {
  private final SqlType type;
  private final int size;
  private final long[] longs;
  private final double[] doubles;
  private final @Nullable Object[] objects;
  private final boolean[] nulls;

  Scatter(SqlType type, int size) {
    this.type = type;
    this.size = size;
    this.longs = new long[type.isLong() ? size : 0];
    this.doubles = new double[type.is(SqlType.Kind.DOUBLE) ? size : 0];
    this.objects = new @Nullable Object[longs.length + doubles.length == 0 ? size : 0];
    this.nulls = new boolean[size];
    Arrays.fill(nulls, true);
  }

  /** Row {@code rows[i]} gets the i-th value. */
  void put(int[] rows, int count, Vector values) {
    if (longs.length > 0) {
      LongVector vector = LongVector.of(values);
      for (int i = 0; i < count; i++) {
        longs[rows[i]] = vector.values()[i];
        nulls[rows[i]] = vector.isNull(i);
      }
    } else if (doubles.length > 0) {
      DoubleVector vector = DoubleVector.of(values);
      for (int i = 0; i < count; i++) {
        doubles[rows[i]] = vector.values()[i];
        nulls[rows[i]] = vector.isNull(i);
      }
    } else {
      for (int i = 0; i < count; i++) {
        objects[rows[i]] = values.value(i);
      }
    }
  }

  Vector vector() {
    if (type.isLong()) {
      return new LongVector(size, longs, nulls);
    }
    if (type.is(SqlType.Kind.DOUBLE)) {
      return new DoubleVector(size, doubles, nulls);
    }
    ObjectVector values = new ObjectVector(size, objects);
    return type.is(SqlType.Kind.BOOLEAN) ? BooleanVector.of(values) : values;
  }
}
