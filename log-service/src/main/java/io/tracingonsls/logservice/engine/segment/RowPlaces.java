// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.columns.RowOrder;
import org.jspecify.annotations.Nullable;

/** Where the logs of a segment, which arrived in the order of their ranks, are in the order of time. Immutable. */
final class RowPlaces {
  private final int rowCount;
  private final int @Nullable [] rankOfRow;
  private final int @Nullable [] rowOfRank;

  private RowPlaces(int rowCount, int @Nullable [] rankOfRow, int @Nullable [] rowOfRank) {
    this.rowCount = rowCount;
    this.rankOfRow = rankOfRow;
    this.rowOfRank = rowOfRank;
  }

  static RowPlaces of(long[] timeKeys, int rowCount) {
    if (RowOrder.sorted(timeKeys, 0, rowCount)) {
      return new RowPlaces(rowCount, null, null);
    }
    int[] order = RowOrder.sort(timeKeys, 0, rowCount);
    int[] rows = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      rows[order[row]] = row;
    }
    return new RowPlaces(rowCount, order, rows);
  }

  int rowCount() {
    return rowCount;
  }

  int rank(int row) {
    return rankOfRow == null ? row : rankOfRow[row];
  }

  int row(int rank) {
    return rowOfRank == null ? rank : rowOfRank[rank];
  }
}
