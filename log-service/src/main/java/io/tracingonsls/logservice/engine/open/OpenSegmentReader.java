// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.ColumnSegment;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.columns.TimeKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The open segment's logs up to one moment. Immutable. */
public final class OpenSegmentReader extends ColumnSegment {
  private final OpenColumns columns;
  private final int rowCount;
  private final long[] timeKeys;
  private final int @Nullable [] order;
  private final GroupTable groups;
  private volatile int @Nullable [] rowOfRank;

  OpenSegmentReader(
      OpenColumns columns,
      int rowCount,
      long[] timeKeys,
      int @Nullable [] order,
      GroupTable groups) {
    this.columns = columns;
    this.rowCount = rowCount;
    this.timeKeys = timeKeys;
    this.order = order;
    this.groups = groups;
  }

  @Override
  public long id() {
    return -1;
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  @Override
  public int rank(int row) {
    return order == null ? row : order[row];
  }

  @Override
  public int rowOfRank(int rank) {
    if (order == null) {
      return rank;
    }
    int[] inverse = rowOfRank;
    if (inverse == null) {
      inverse = new int[rowCount];
      for (int row = 0; row < rowCount; row++) {
        inverse[order[row]] = row;
      }
      rowOfRank = inverse;
    }
    return inverse[rank];
  }

  @Override
  public GroupTable groups() {
    return groups;
  }

  private long timeKey(int row) {
    return timeKeys[rank(row)];
  }

  @Override
  public long timeSeconds(int row) {
    return TimeKey.seconds(timeKey(row));
  }

  @Override
  public int timeNanosPart(int row) {
    return TimeKey.nanosPart(timeKey(row));
  }

  @Override
  public void timesSeconds(int fromRow, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = timeSeconds(fromRow + i);
    }
  }

  @Override
  public int firstRowAtOrAfter(long seconds) {
    long key = TimeKey.startOf(seconds);
    int low = 0;
    int high = rowCount;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timeKey(middle) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public @Nullable ColumnReader stored(ColumnKey key) {
    OpenColumn column = columns.find(key);
    OpenColumn.View view = column == null ? null : column.published();
    return view == null || view.firstRow() >= rowCount
        ? null
        : new OpenColumnReader(view, rowCount, order);
  }

  @Override
  public Collection<ColumnKey> storedKeys() {
    List<ColumnKey> keys = new ArrayList<>();
    for (OpenColumn column : columns.all()) {
      OpenColumn.View view = column.published();
      if (view != null && view.firstRow() < rowCount) {
        keys.add(column.key);
      }
    }
    return keys;
  }
}
