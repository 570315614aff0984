// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory of a segment file.
 *
 * @param meta the segment
 * @param seconds packed seconds by row
 * @param nanos packed nanosecond parts by row
 * @param rankShifts packed rank minus row
 * @param groups the groups
 * @param columns the columns
 * @param numbers the columns' positions, which name them in the cache
 */
record Directory(
    SegmentMeta meta,
    PartRef seconds,
    PartRef nanos,
    PartRef rankShifts,
    PartRef groups,
    Map<ColumnKey, ColumnMeta> columns,
    Map<ColumnKey, Integer> numbers) {
  static final long MAGIC = 0x31474553_534C4F54L; // "TOLSSEG1"
  static final int VERSION = 3;
  static final int HEADER_BYTES = 12;
  static final int TRAILER_BYTES = 8 + 4 + 4 + 1 + 4 + 4 + 4 + 8;

  /** The parts that the directory names; the cells' blocks are named by their index. */
  void addParts(List<PartRef> parts) {
    Collections.addAll(parts, seconds, nanos, rankShifts, groups);
    columns.values().forEach(column -> column.addParts(parts));
  }

  static byte[] encode(SegmentMeta meta, List<PartRef> rowParts, List<ColumnMeta> columns) {
    ByteSink out = new ByteSink(4096);
    meta.write(out);
    for (PartRef part : rowParts) {
      part.write(out);
    }
    out.varint(columns.size());
    for (ColumnMeta column : columns) {
      column.write(out);
    }
    return out.toByteArray();
  }

  static Directory decode(byte[] bytes, int version) {
    ByteSource in = new ByteSource(bytes);
    SegmentMeta meta = SegmentMeta.read(in);
    PartRef seconds = PartRef.read(in);
    PartRef nanos = PartRef.read(in);
    PartRef rankShifts = PartRef.read(in);
    PartRef groups = PartRef.read(in);
    int count = in.count(in.remaining());
    Map<ColumnKey, ColumnMeta> columns = new LinkedHashMap<>(count * 2);
    Map<ColumnKey, Integer> numbers = new HashMap<>(count * 2);
    for (int i = 0; i < count; i++) {
      ColumnMeta column = ColumnMeta.read(in, version);
      columns.put(column.key(), column);
      numbers.put(column.key(), i);
    }
    return new Directory(meta, seconds, nanos, rankShifts, groups, columns, numbers);
  }
}
