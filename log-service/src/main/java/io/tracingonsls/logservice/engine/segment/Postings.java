// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import java.util.Arrays;

/** The rows of every value, sorted: made from the cells when a column of many values is first asked for rows. Immutable. */
final class Postings implements ByteCache.Weighed {
  private static final int BATCH = 1024;

  private final int[] starts;
  private final int[] rows;

  private Postings(int[] starts, int[] rows) {
    this.starts = starts;
    this.rows = rows;
  }

  static Postings of(CellReader cells, int rowCount, ColumnStats stats) {
    int[] starts = new int[stats.valueCount() + 1];
    int[] batch = new int[Math.min(BATCH, rowCount)];
    for (int from = 0; from < rowCount; from += batch.length) {
      int n = Math.min(batch.length, rowCount - from);
      cells.ids(from, n, batch);
      for (int i = 0; i < n; i++) {
        if (batch[i] >= 0) {
          starts[batch[i] + 1]++;
        }
      }
    }
    for (int id = 1; id < starts.length; id++) {
      starts[id] += starts[id - 1];
    }
    int[] next = starts.clone();
    int[] rows = new int[stats.presentCount()];
    for (int from = 0; from < rowCount; from += batch.length) {
      int n = Math.min(batch.length, rowCount - from);
      cells.ids(from, n, batch);
      for (int i = 0; i < n; i++) {
        if (batch[i] >= 0) {
          rows[next[batch[i]]++] = from + i;
        }
      }
    }
    return new Postings(starts, rows);
  }

  int[] rows(int id) {
    return Arrays.copyOfRange(rows, starts[id], starts[id + 1]);
  }

  @Override
  public long heapBytes() {
    return 64 + 4L * (starts.length + rows.length);
  }
}
