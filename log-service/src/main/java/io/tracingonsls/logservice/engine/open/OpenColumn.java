// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

import io.tracingonsls.logservice.engine.columns.ByteDictionary;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A column that grows. Written by one thread; readers take {@link #published}. Cells are kept one per row from the column's
 * first row on, with -1 for absent, as long as at least one in eight is present; then as pairs of row and id.
 */
final class OpenColumn {
  static final int MAX_QUEUED = 4096;
  private static final int SPARSE_FACTOR = 8;

  final ColumnKey key;
  final ByteDictionary dictionary;
  private int[] ids = new int[16];
  private int @Nullable [] rows;
  private int cells;
  private int present;
  private int firstRow = -1;
  private int lastRow = -1;
  private boolean dirty;

  /** Values of the group being added that wait for being looked up together. */
  private int[] queuedRows = new int[4];

  private int[] queuedOffsets = new int[4];
  private int[] queuedLengths = new int[4];
  private int queued;
  private volatile @Nullable View published;

  /** With the number of values that there will probably be. */
  OpenColumn(ColumnKey key, int expectedValues) {
    this.key = key;
    this.dictionary = new ByteDictionary(expectedValues);
  }

  /**
   * As {@link #set} later: at {@link #flush}, which passes the bytes meant here. False when the queue is full.
   */
  boolean queue(int row, int offset, int length) {
    if (queued == queuedRows.length) {
      if (queued == MAX_QUEUED) {
        return false;
      }
      int size = queued * 4;
      queuedRows = Arrays.copyOf(queuedRows, size);
      queuedOffsets = Arrays.copyOf(queuedOffsets, size);
      queuedLengths = Arrays.copyOf(queuedLengths, size);
    }
    queuedRows[queued] = row;
    queuedOffsets[queued] = offset;
    queuedLengths[queued++] = length;
    return true;
  }

  /** Sets what is queued; the arrays are room for {@link #MAX_QUEUED} numbers. */
  void flush(byte[] bytes, int[] idRoom, long[] hashRoom) {
    if (queued > 0) {
      dictionary.add(bytes, queuedOffsets, queuedLengths, queued, idRoom, hashRoom);
      for (int i = 0; i < queued; i++) {
        setId(queuedRows[i], idRoom[i]);
      }
      queued = 0;
    }
  }

  /** Sets the row's value; of several values for one row the last counts. Rows must not decrease. */
  void set(int row, byte[] bytes, int offset, int length) {
    setId(row, dictionary.add(bytes, offset, length));
  }

  void setId(int row, int id) {
    if (row == lastRow) {
      ids[cells - 1] = id;
      return;
    }
    if (firstRow < 0) {
      firstRow = row;
    }
    if (rows == null) {
      fillGap(row);
    }
    if (cells == ids.length) {
      ids = Arrays.copyOf(ids, cells * 2);
    }
    int[] sparse = rows;
    if (sparse != null) {
      if (cells == sparse.length) {
        sparse = Arrays.copyOf(sparse, cells * 2);
        rows = sparse;
      }
      sparse[cells] = row;
    }
    ids[cells++] = id;
    present++;
    lastRow = row;
  }

  /** Makes the next cell of a dense column the given row's, or makes the column sparse. */
  private void fillGap(int row) {
    int span = row - firstRow;
    if (span == cells) {
      return;
    }
    if ((long) span + 1 > (long) SPARSE_FACTOR * (present + 1)) {
      makeSparse();
      return;
    }
    if (span > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(span, ids.length * 2));
    }
    Arrays.fill(ids, cells, span, -1);
    cells = span;
  }

  private void makeSparse() {
    int[] sparseIds = new int[Math.max(16, present * 2)];
    int[] sparseRows = new int[sparseIds.length];
    int n = 0;
    for (int i = 0; i < cells; i++) {
      if (ids[i] >= 0) {
        sparseIds[n] = ids[i];
        sparseRows[n++] = firstRow + i;
      }
    }
    ids = sparseIds;
    rows = sparseRows;
    cells = n;
  }

  /** Marks the column as changed since it was last published; true the first time. */
  boolean touch() {
    boolean first = !dirty;
    dirty = true;
    return first;
  }

  /** Lets readers see the column as it is now. */
  void publish() {
    dirty = false;
    published = new View(ids, rows, cells, firstRow, dictionary.view());
  }

  /** What readers may see, or null before the first publication. */
  @Nullable
  View published() {
    return published;
  }

  long heapBytes() {
    return 128
        + 12L * queuedRows.length
        + dictionary.heapBytes()
        + 4L * ids.length
        + (rows == null ? 0 : 4L * rows.length);
  }

  /**
   * A published state. Rows are in order of arrival.
   *
   * @param ids value ids
   * @param rows row of each id; null when the ids are those of consecutive rows
   * @param cells number of valid entries
   * @param firstRow first row that has a value
   * @param values the dictionary
   */
  @SuppressWarnings("ArrayRecordComponent") // internal carrier of shared arrays, never compared
  record View(
      int[] ids, int @Nullable [] rows, int cells, int firstRow, ByteDictionary.View values) {
    int id(int row) {
      int cell = rows == null ? row - firstRow : Arrays.binarySearch(rows, 0, cells, row);
      return cell >= 0 && cell < cells ? ids[cell] : -1;
    }
  }
}
