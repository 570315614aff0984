// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.columns.ColumnKey;

/** A column to be written, rows in order of arrival. */
public interface ColumnSource {
  /** What the column holds. */
  ColumnKey key();

  /** Upper end of the ids. */
  int valueCount();

  /** Length of the longest value. */
  int maxLength();

  /** Copies a value to the start of {@code out} and returns its length. */
  int copy(int id, byte[] out);

  /** Writes the id of each row, or -1, by rank. */
  void ids(int[] out);

  /**
   * Writes rank and id of each row that has a value, ascending by rank, and returns their number, if that is how the source has them; else
   * -1, and {@link #ids} tells. The arrays are as long as there are rows.
   */
  default int cells(int[] ranks, int[] ids) {
    return -1;
  }
}
