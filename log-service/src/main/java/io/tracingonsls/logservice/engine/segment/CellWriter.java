// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers the values of a column by first appearance and writes its cells. One use per column; not thread-safe. */
final class CellWriter {
  private final PartWriter parts;
  private final ByteSink sink;
  private final int rowCount;
  private final int @Nullable [] order;
  private final List<CellIndex.Block> blocks = new ArrayList<>();
  private int[] oldIds = new int[64];
  private int[] rowCounts = new int[64];
  private int valueCount;
  private int presentCount;

  CellWriter(PartWriter parts, ByteSink sink, int rowCount, int @Nullable [] order) {
    this.parts = parts;
    this.sink = sink;
    this.rowCount = rowCount;
    this.order = order;
  }

  /** Writes the cells given by rank and returns where their index is. */
  PartRef write(int[] idsByRank, int oldCount) throws IOException {
    int[] newIds = new int[oldCount];
    Arrays.fill(newIds, -1);
    if (isDistinct(idsByRank, oldCount)) {
      return writeDistinct(idsByRank);
    }
    for (int from = 0; from < rowCount; from += CellBlock.ROWS) {
      writeBlock(idsByRank, newIds, from, Math.min(rowCount, from + CellBlock.ROWS));
    }
    sink.clear();
    if (presentCount < rowCount || valueCount > 1) {
      CellIndex.write(blocks, sink);
    }
    return parts.write(sink);
  }

  /** Whether every row has a value of its own: such cells need no bytes. */
  private boolean isDistinct(int[] idsByRank, int oldCount) {
    if (oldCount < rowCount || rowCount < 2) {
      return false;
    }
    boolean[] seen = new boolean[oldCount];
    for (int rank = 0; rank < rowCount; rank++) {
      int id = idsByRank[rank];
      if (id < 0 || seen[id]) {
        return false;
      }
      seen[id] = true;
    }
    return true;
  }

  private PartRef writeDistinct(int[] idsByRank) throws IOException {
    for (int row = 0; row < rowCount; row++) {
      int id = number(idsByRank[order == null ? row : order[row]]);
      rowCounts[id] = 1;
    }
    presentCount = rowCount;
    sink.clear();
    return parts.write(sink);
  }

  private void writeBlock(int[] idsByRank, int[] newIds, int from, int to) throws IOException {
    int firstNew = valueCount;
    int minId = Integer.MAX_VALUE;
    int maxId = -1;
    int present = 0;
    sink.clear();
    for (int row = from; row < to; row++) {
      int old = idsByRank[order == null ? row : order[row]];
      if (old < 0) {
        sink.put(0);
        continue;
      }
      present++;
      int id = newIds[old];
      if (id >= 0) {
        sink.varint(1L + valueCount - id);
      } else {
        id = number(old);
        newIds[old] = id;
        sink.put(1);
      }
      rowCounts[id]++;
      minId = Math.min(minId, id);
      maxId = Math.max(maxId, id);
    }
    presentCount += present;
    boolean same = present == 0 || (minId == maxId && present == to - from);
    if (same) {
      sink.clear();
    }
    blocks.add(new CellIndex.Block(parts.write(sink), present == 0 ? -1 : minId, maxId, firstNew));
  }

  private int number(int old) {
    if (valueCount == oldIds.length) {
      oldIds = Arrays.copyOf(oldIds, valueCount * 2);
      rowCounts = Arrays.copyOf(rowCounts, valueCount * 2);
    }
    oldIds[valueCount] = old;
    return valueCount++;
  }

  /** The source's id of each value. */
  int[] oldIds() {
    return oldIds;
  }

  /** Rows of each value. */
  int[] rowCounts() {
    return rowCounts;
  }

  int valueCount() {
    return valueCount;
  }

  int presentCount() {
    return presentCount;
  }
}
