// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;

/** A function over the rows of a partition. */
public interface WindowFunction {
  SqlType type();

  /** Begins computing over rows that are sorted by partition and order. */
  Computation start(Batch rows);

  /** Computes partition by partition. */
  interface Computation {
    /**
     * Appends one result for each row in {@code [from, to)}, which is a whole partition.
     *
     * @param newPeer for each row, whether the order tells it apart from the row before
     */
    void partition(int from, int to, boolean[] newPeer, VectorBuilder results);
  }
}
