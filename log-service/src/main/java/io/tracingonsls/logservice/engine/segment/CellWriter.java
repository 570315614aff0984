// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers the values of columns by first appearance and writes their cells, one column after the other. Not thread-safe. */
final class CellWriter {
  private final PartWriter parts;
  private final ByteSink sink;
  private final RowPlaces places;
  private final int rowCount;
  private final BlockWriter block;
  private final int[] ranks;
  private final int[] ids;
  private final int[] sortedRows;
  private final int[] sortedIds;
  private final List<CellIndex.Block> blocks = new ArrayList<>();
  private int[] newIds = new int[64];
  private int[] oldIds = new int[64];
  private int[] rowCounts = new int[64];
  private int valueCount;
  private int presentCount;

  CellWriter(PartWriter parts, ByteSink sink, RowPlaces places) {
    this.parts = parts;
    this.sink = sink;
    this.places = places;
    this.rowCount = places.rowCount();
    this.block = new BlockWriter(parts, sink);
    this.ranks = new int[rowCount];
    this.ids = new int[rowCount];
    this.sortedRows = new int[rowCount];
    this.sortedIds = new int[rowCount];
  }

  /** Writes a column's cells and returns where their index is. */
  PartRef write(ColumnSource column) throws IOException {
    begin(column.valueCount());
    int count = column.cells(ranks, ids);
    if (count >= 0) {
      writeSparse(count);
    } else {
      column.ids(ids);
      if (isDistinct(column.valueCount())) {
        return writeDistinct();
      }
      writeDense();
    }
    sink.clear();
    if (presentCount < rowCount || valueCount > 1) {
      CellIndex.write(blocks, sink);
    }
    return mostlyChecksums() ? parts.writePlain(sink) : parts.write(sink);
  }

  /** Blocks without bytes have an entry that repeats; the others' do not compress. */
  private boolean mostlyChecksums() {
    int stored = 0;
    for (CellIndex.Block one : blocks) {
      stored += one.ref().rawLength() > 0 ? 1 : 0;
    }
    return stored * 2 > blocks.size();
  }

  private void begin(int oldCount) {
    if (newIds.length < oldCount) {
      newIds = new int[oldCount];
    }
    Arrays.fill(newIds, 0, oldCount, -1);
    valueCount = 0;
    presentCount = 0;
    blocks.clear();
  }

  /** Whether every row has a value of its own: such cells need no bytes. */
  private boolean isDistinct(int oldCount) {
    if (oldCount < rowCount || rowCount < 2) {
      return false;
    }
    boolean[] seen = new boolean[oldCount];
    for (int rank = 0; rank < rowCount; rank++) {
      int id = ids[rank];
      if (id < 0 || seen[id]) {
        return false;
      }
      seen[id] = true;
    }
    return true;
  }

  private PartRef writeDistinct() throws IOException {
    for (int row = 0; row < rowCount; row++) {
      int unused = idOf(ids[places.rank(row)]);
    }
    presentCount = rowCount;
    sink.clear();
    return parts.write(sink);
  }

  private void writeDense() throws IOException {
    for (int from = 0; from < rowCount; from += CellBlock.ROWS) {
      int rows = Math.min(CellBlock.ROWS, rowCount - from);
      for (int i = 0; i < rows; i++) {
        int id = ids[places.rank(from + i)];
        if (id >= 0) {
          block.present[i >>> 6] |= 1L << i;
          block.oldIds[i] = id;
        }
      }
      writeBlock(rows);
    }
  }

  /** Sorts the cells by block, and leaves sorting within the block to its bits. */
  private void writeSparse(int count) throws IOException {
    int[] ends = new int[(rowCount + CellBlock.ROWS - 1) >>> CellBlock.SHIFT];
    for (int i = 0; i < count; i++) {
      ranks[i] = places.row(ranks[i]);
      ends[ranks[i] >>> CellBlock.SHIFT]++;
    }
    for (int b = 1; b < ends.length; b++) {
      ends[b] += ends[b - 1];
    }
    for (int i = count - 1; i >= 0; i--) {
      int at = --ends[ranks[i] >>> CellBlock.SHIFT];
      sortedRows[at] = ranks[i];
      sortedIds[at] = ids[i];
    }
    int cell = 0;
    for (int b = 0; b < ends.length; b++) {
      int from = b << CellBlock.SHIFT;
      int end = b + 1 < ends.length ? ends[b + 1] : count;
      for (; cell < end; cell++) {
        int row = sortedRows[cell] - from;
        block.present[row >>> 6] |= 1L << row;
        block.oldIds[row] = sortedIds[cell];
      }
      writeBlock(Math.min(CellBlock.ROWS, rowCount - from));
    }
  }

  private void writeBlock(int rows) throws IOException {
    blocks.add(block.write(rows, this));
    presentCount += block.cells();
  }

  /** The id of a value of the source, numbered now if it is new, of which there is one more row. */
  int idOf(int old) {
    int id = newIds[old];
    if (id < 0) {
      id = valueCount;
      if (id == oldIds.length) {
        oldIds = Arrays.copyOf(oldIds, id * 2);
        rowCounts = Arrays.copyOf(rowCounts, id * 2);
      }
      newIds[old] = id;
      oldIds[id] = old;
      rowCounts[id] = 0;
      valueCount++;
    }
    rowCounts[id]++;
    return id;
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
