// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;

/** Rows kept in memory, column by column. */
final class RowStore {
  private static final int BYTES_PER_VALUE = 16;
  private static final int BYTES_PER_OBJECT = 64;

  private final List<SqlType> types;
  private final QueryGuard guard;
  private final List<VectorBuilder> builders = new ArrayList<>();
  private int size;
  private long reserved;

  RowStore(List<SqlType> types, QueryGuard guard) {
    this.types = List.copyOf(types);
    this.guard = guard;
    this.types.forEach(type -> builders.add(new VectorBuilder(type)));
  }

  int size() {
    return size;
  }

  /** Appends one vector per column, each of {@code count} rows. */
  void add(List<Vector> columns, int count) {
    guard.check();
    for (int i = 0; i < builders.size(); i++) {
      Vector column = columns.get(i);
      reserve(types.get(i), column, count);
      long texts = builders.get(i).textBytes();
      builders.get(i).addAll(column);
      reserve(builders.get(i).textBytes() - texts);
    }
    size += count;
  }

  private void reserve(SqlType type, Vector column, int count) {
    boolean small = type.is(SqlType.Kind.VARCHAR) || type.isLong() || type.is(SqlType.Kind.DOUBLE);
    long bytes = (long) count * (small ? BYTES_PER_VALUE : BYTES_PER_OBJECT);
    if (!small) {
      for (int i = 0; i < count; i++) {
        bytes += column.value(i) instanceof String text ? text.length() : 0;
      }
    }
    reserve(bytes);
  }

  private void reserve(long bytes) {
    guard.reserve(bytes);
    reserved += bytes;
  }

  /** All columns; the store must not be used afterwards. */
  List<Vector> columns() {
    return builders.stream().map(VectorBuilder::build).toList();
  }

  /** Gives the reserved memory back: the rows are not needed any more. */
  void release() {
    guard.release(reserved);
    reserved = 0;
  }

  static Batch batch(List<Vector> columns, int size) {
    return Batch.of(size, columns.toArray(Vector[]::new));
  }
}
