// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.LazyBatch;
import io.tracingonsls.logservice.sql.vector.Vector;

/** Pairs of a left and a right row by their positions: the left columns, then the right ones, each taken when first asked for. */
final class PairBatch extends LazyBatch {
  private final Batch left;
  private final Batch right;
  private final int leftColumns;
  private final int[] lefts;
  private final int[] rights;

  PairBatch(Batch left, Batch right, int leftColumns, int[] lefts, int[] rights, int count) {
    super(count);
    this.left = left;
    this.right = right;
    this.leftColumns = leftColumns;
    this.lefts = lefts;
    this.rights = rights;
  }

  @Override
  protected Vector load(int index) {
    return index < leftColumns
        ? left.column(index).select(lefts, size())
        : right.column(index - leftColumns).select(rights, size());
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
    batch.take(this, positions);
    return batch;
  }
}
