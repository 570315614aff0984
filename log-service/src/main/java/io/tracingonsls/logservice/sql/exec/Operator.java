// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import org.jspecify.annotations.Nullable;

/** A source of batches. */
@FunctionalInterface
public interface Operator {
  /** Rows per batch that operators aim at. */
  int BATCH_ROWS = 8192;

  /** The next batch, possibly empty; null at the end and ever after. */
  @Nullable
  Batch next();

  /** Which rows somebody above can use. */
  @FunctionalInterface
  interface RowFilter {
    /** Positions, ascending, of the rows of a batch with this operator's columns that are of use. */
    int[] positions(Batch rows);
  }

  /**
   * Says before the first batch that rows which the filter drops make no difference above. An operator that keeps rows in memory
   * can save it; the others go on passing all rows.
   */
  default void restrict(RowFilter filter) {}

  /** This operator as a step on single rows, if what it does to a row depends on that row alone; else null. */
  default @Nullable RowStep step() {
    return null;
  }
}
