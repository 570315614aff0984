// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.search.CompiledSearch;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.search.RowSet;
import io.tracingonsls.logservice.sql.vector.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows that the search selects, slice by slice. Columns are loaded only when somebody asks for them. */
public final class ScanOperator implements Operator {
  private final List<SegmentSlice> slices;
  private final CompiledSearch search;
  private final IndexHistory index;
  private final List<ScanColumn> columns;
  private final QueryGuard guard;
  private int nextSlice;
  private @Nullable SliceColumns current;
  private @Nullable RowSet rows;
  private int nextRow = -1;

  /** {@code columns} may still grow until the first batch is asked for. */
  public ScanOperator(
      List<SegmentSlice> slices,
      CompiledSearch search,
      IndexHistory index,
      List<ScanColumn> columns,
      QueryGuard guard) {
    this.slices = slices;
    this.search = search;
    this.index = index;
    this.columns = columns;
    this.guard = guard;
  }

  @Override
  public @Nullable Batch next() {
    guard.check();
    while (true) {
      RowSet selected = rows;
      SliceColumns slice = current;
      if (selected != null && slice != null && nextRow >= 0) {
        return take(selected, slice);
      }
      if (nextSlice == slices.size()) {
        return null;
      }
      open(slices.get(nextSlice++));
    }
  }

  private void open(SegmentSlice slice) {
    RowSet selected = search.rows(slice, guard);
    rows = selected;
    nextRow = selected.next(slice.fromRow());
    current = new SliceColumns(slice.segment(), index, columns, guard);
  }

  private Batch take(RowSet selected, SliceColumns slice) {
    int[] batch = new int[BATCH_ROWS];
    int count = 0;
    int row = nextRow;
    while (row >= 0 && count < BATCH_ROWS) {
      batch[count++] = row;
      row = selected.next(row + 1);
    }
    nextRow = row;
    return new ScanBatch(slice, batch, count);
  }
}
