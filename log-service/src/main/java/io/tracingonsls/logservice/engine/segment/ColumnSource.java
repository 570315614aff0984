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
}
