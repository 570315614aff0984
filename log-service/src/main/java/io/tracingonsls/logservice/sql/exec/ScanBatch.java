// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.LazyBatch;
import io.tracingonsls.logservice.sql.vector.Vector;

/** Rows of a segment, ascending when they come from the scan; after a selection, columns not loaded yet load only what is left. */
final class ScanBatch extends LazyBatch {
  private final SliceColumns slice;
  private final int[] rows;

  ScanBatch(SliceColumns slice, int[] rows, int count) {
    super(count);
    this.slice = slice;
    this.rows = rows;
  }

  @Override
  protected Vector load(int index) {
    return slice.load(index, rows, size());
  }

  @Override
  public Batch select(int[] positions, int selected) {
    int[] left = new int[selected];
    boolean ascending = true;
    for (int i = 0; i < selected; i++) {
      left[i] = rows[positions[i]];
      ascending &= i == 0 || left[i] > left[i - 1];
    }
    if (!ascending) {
      return super.select(positions, selected);
    }
    ScanBatch batch = new ScanBatch(slice, left, selected);
    batch.take(this, positions);
    return batch;
  }
}
