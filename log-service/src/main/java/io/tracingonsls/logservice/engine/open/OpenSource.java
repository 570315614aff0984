// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.segment.ColumnSource;
import io.tracingonsls.logservice.engine.segment.SegmentSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** An open segment that takes no more logs, as the writer of segment files wants to see it. */
final class OpenSource implements SegmentSource {
  private final OpenColumns columns;
  private final int rowCount;
  private final long[] timeKeys;
  private final GroupTable groups;
  private final long rawBytes;

  OpenSource(OpenColumns columns, int rowCount, long[] timeKeys, GroupTable groups, long rawBytes) {
    this.columns = columns;
    this.rowCount = rowCount;
    this.timeKeys = timeKeys;
    this.groups = groups;
    this.rawBytes = rawBytes;
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  @Override
  public long[] timeKeys() {
    return timeKeys;
  }

  @Override
  public GroupTable groups() {
    return groups;
  }

  @Override
  public long rawBytes() {
    return rawBytes;
  }

  @Override
  public Collection<ColumnKey> columnKeys() {
    List<ColumnKey> keys = new ArrayList<>();
    for (OpenColumn column : columns.all()) {
      if (column.published() != null) {
        keys.add(column.key);
      }
    }
    return keys;
  }

  @Override
  public ColumnSource column(ColumnKey key) {
    OpenColumn column = columns.find(key);
    OpenColumn.View view = column == null ? null : column.published();
    if (view == null) {
      throw new IllegalArgumentException(
          "column: " + key.kind() + " (expected: one of columnKeys)");
    }
    return new Source(key, view, rowCount);
  }

  private record Source(ColumnKey key, OpenColumn.View view, int rowCount) implements ColumnSource {
    @Override
    public int valueCount() {
      return view.values().size();
    }

    @Override
    public int maxLength() {
      return view.values().maxLength();
    }

    @Override
    public int copy(int id, byte[] out) {
      return view.values().copy(id, out, 0);
    }

    @Override
    public int cells(int[] ranks, int[] ids) {
      int[] rows = view.rows();
      if (rows == null) {
        return -1;
      }
      System.arraycopy(rows, 0, ranks, 0, view.cells());
      System.arraycopy(view.ids(), 0, ids, 0, view.cells());
      return view.cells();
    }

    @Override
    public void ids(int[] out) {
      Arrays.fill(out, 0, rowCount, -1);
      int[] rows = view.rows();
      if (rows == null) {
        System.arraycopy(view.ids(), 0, out, view.firstRow(), view.cells());
        return;
      }
      for (int i = 0; i < view.cells(); i++) {
        out[rows[i]] = view.ids()[i];
      }
    }
  }
}
