// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Pairs of a left and a right row by their positions: the left columns, then the right ones, each taken when first asked for. */
final class PairBatch extends Batch {
  private final Batch left;
  private final Batch right;
  private final int leftColumns;
  private final int[] lefts;
  private final int[] rights;
  private final int count;
  private @Nullable Vector[] columns = new @Nullable Vector[0];

  PairBatch(Batch left, Batch right, int leftColumns, int[] lefts, int[] rights, int count) {
    this.left = left;
    this.right = right;
    this.leftColumns = leftColumns;
    this.lefts = lefts;
    this.rights = rights;
    this.count = count;
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public Vector column(int index) {
    if (index >= columns.length) {
      columns = Arrays.copyOf(columns, index + 8);
    }
    Vector column = columns[index];
    if (column == null) {
      column = index < leftColumns
          ? left.column(index).select(lefts, count)
          : right.column(index - leftColumns).select(rights, count);
      columns[index] = column;
    }
    return column;
  }

  /** Columns not taken yet are taken only for the pairs that are left. */
  @Override
  public Batch select(int[] positions, int selected) {
    int[] left2 = new int[selected];
    int[] right2 = new int[selected];
    for (int i = 0; i < selected; i++) {
      left2[i] = lefts[positions[i]];
      right2[i] = rights[positions[i]];
    }
    PairBatch batch = new PairBatch(left, right, leftColumns, left2, right2, selected);
    batch.columns = new @Nullable Vector[columns.length];
    for (int i = 0; i < columns.length; i++) {
      Vector column = columns[i];
      batch.columns[i] = column == null ? null : column.select(positions, selected);
    }
    return batch;
  }
}
