// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/**
 * Consecutive rows of one segment. Rows are in time order, so a time range is a row range.
 *
 * @param segment the segment
 * @param fromRow first row, inclusive
 * @param toRow end, exclusive; greater than {@code fromRow}
 */
public record SegmentSlice(SegmentReader segment, int fromRow, int toRow) {
  /** Checks the range. */
  public SegmentSlice {
    if (fromRow < 0 || toRow <= fromRow || toRow > segment.rowCount()) {
      throw new IllegalArgumentException(
          "rows: " + fromRow + " to " + toRow + " of " + segment.rowCount());
    }
  }

  /** Number of rows. */
  public int rowCount() {
    return toRow - fromRow;
  }
}
