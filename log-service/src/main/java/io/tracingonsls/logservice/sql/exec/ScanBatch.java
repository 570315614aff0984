// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows of a segment, ascending when they come from the scan; after a selection, columns not loaded yet load only what is left. */
final class ScanBatch extends Batch {
  private final SliceColumns slice;
  private final int[] rows;
  private final int count;
  private @Nullable Vector[] loaded = new @Nullable Vector[0];

  ScanBatch(SliceColumns slice, int[] rows, int count) {
    this.slice = slice;
    this.rows = rows;
    this.count = count;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Vector column(int index) {
    if (index >= loaded.length) {
      loaded = Arrays.copyOf(loaded, index + 8);
    }
    Vector column = loaded[index];
    if (column == null) {
      column = slice.load(index, rows, count);
      loaded[index] = column;
    }
    return column;
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
    batch.loaded = new @Nullable Vector[loaded.length];
    for (int i = 0; i < loaded.length; i++) {
      Vector column = loaded[i];
      batch.loaded[i] = column == null ? null : column.select(positions, selected);
    }
    return batch;
  }
}
