// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;

/**
 * How many rows have each value of a column.
 *
 * @param byId rows by value id; never handed out
 */
@SuppressWarnings("ArrayRecordComponent") // internal carrier, never compared
record RowCounts(int[] byId) implements ByteCache.Weighed {
  static void write(int[] counts, int count, ByteSink out) {
    long[] wide = new long[count];
    for (int id = 0; id < count; id++) {
      wide[id] = counts[id];
    }
    PackedLongs.write(wide, count, out);
  }

  /** Checks that the counts are possible: one row at least for each value, and all rows together. */
  static RowCounts read(ByteSource in, ColumnStats stats) {
    PackedLongs packed = PackedLongs.read(in);
    int[] counts = new int[stats.valueCount()];
    long total = 0;
    for (int id = 0; id < counts.length && packed.count() == counts.length; id++) {
      long rows = packed.get(id);
      if (rows < 1 || rows > stats.presentCount()) {
        throw new MalformedBytesException("row counts: a value with " + rows + " rows");
      }
      counts[id] = (int) rows;
      total += rows;
    }
    if (total != stats.presentCount()) {
      throw new MalformedBytesException(
          "row counts: " + total + " rows (expected: " + stats.presentCount() + ")");
    }
    return new RowCounts(counts);
  }

  @Override
  public long heapBytes() {
    return 16 + byId.length * 4L;
  }
}
