// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.ColumnKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The columns of the open segment, limited in number. One writer; {@link #find} and {@link #all} from any thread. */
final class OpenColumns {
  /** More distinct fields and leaves than this share the extras and are found by reading them. */
  static final int MAX_COLUMNS = 4096;
  /** Columns that must always find room: shapes, extras, and the overflow of fields that exist. */
  private static final int RESERVED = 64;

  private final Map<ColumnKey, OpenColumn> byKey = new ConcurrentHashMap<>();
  private final int[] ids = new int[OpenColumn.MAX_QUEUED];
  private final long[] hashes = new long[OpenColumn.MAX_QUEUED];
  private byte[] bytes = new byte[0];
  private final List<OpenColumn> touched = new ArrayList<>();
  private final OpenColumn spare = new OpenColumn(ColumnKey.of(ColumnKind.OPAQUE, ""), 0);
  private final Map<ColumnKey, Integer> expectedValues;

  /** With the number of values that columns will probably have. */
  OpenColumns(Map<ColumnKey, Integer> expectedValues) {
    this.expectedValues = expectedValues;
  }

  /** The column, made when new; null when there is no room. Writer only. */
  @Nullable
  OpenColumn get(ColumnKey key) {
    OpenColumn column = byKey.get(key);
    if (column == null) {
      boolean always = key.kind() == ColumnKind.SHAPE || key.kind() == ColumnKind.EXTRAS;
      boolean overflow = key.kind() == ColumnKind.OVERFLOW;
      int limit = always ? Integer.MAX_VALUE : overflow ? MAX_COLUMNS : MAX_COLUMNS - RESERVED;
      if (byKey.size() >= limit) {
        return null;
      }
      column = new OpenColumn(key, expectedValues.getOrDefault(key, 0));
      byKey.put(key, column);
    }
    return column;
  }

  /** A column that nobody reads, for the places of invisible leaves. */
  OpenColumn spare() {
    return spare;
  }

  /** Starts a group: values in these bytes are collected and looked up column by column. */
  void begin(byte[] group) {
    bytes = group;
  }

  /** Sets a row's value. */
  void set(OpenColumn column, int row, byte[] source, int offset, int length) {
    touched(column);
    if (source == bytes && column.queue(row, offset, length)) {
      return;
    }
    column.flush(bytes, ids, hashes);
    column.set(row, source, offset, length);
  }

  void touched(OpenColumn column) {
    if (column.touch()) {
      touched.add(column);
    }
  }

  /** Looks up what is collected so far: while its bytes are in the processor's cache. */
  void flush() {
    for (OpenColumn column : touched) {
      column.flush(bytes, ids, hashes);
    }
  }

  /** Publishes what changed. */
  void publish() {
    for (OpenColumn column : touched) {
      column.flush(bytes, ids, hashes);
      column.publish();
    }
    touched.clear();
    bytes = new byte[0];
  }

  @Nullable
  OpenColumn find(ColumnKey key) {
    return byKey.get(key);
  }

  Collection<OpenColumn> all() {
    return byKey.values();
  }

  /** Number of values of each column. Writer only. */
  Map<ColumnKey, Integer> valueCounts() {
    Map<ColumnKey, Integer> counts = new HashMap<>();
    byKey.forEach((key, column) -> counts.put(key, column.dictionary.size()));
    return counts;
  }

  /** Memory held by all columns. Writer only. */
  long heapBytes() {
    long bytes = 0;
    for (OpenColumn column : byKey.values()) {
      bytes += column.heapBytes();
    }
    return bytes;
  }
}
