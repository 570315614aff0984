// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.search.CompiledSearch;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.search.RowSet;
import io.tracingonsls.logservice.sql.vector.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the rows that the search selects, slice by slice. Columns are loaded only when somebody asks for them. */
public final class ScanOperator implements Operator {
  private final List<SegmentSlice> slices;
  private final CompiledSearch search;
  private final IndexHistory index;
  private final List<ScanColumn> columns;
  private final QueryGuard guard;
  private final @Nullable TopHint hint;
  private final @Nullable Map<SegmentReader, RowSet> only;
  private int nextSlice;
  private @Nullable SliceColumns current;
  private @Nullable RowSet rows;
  private int nextRow = -1;

  /**
   * A scan.
   *
   * @param hint is told by the aggregation above which rows still matter, or null
   * @param only the rows to read, of those that the search selects, none of a segment that it does not name; null for all
   */
  public ScanOperator(
      List<SegmentSlice> slices,
      CompiledSearch search,
      IndexHistory index,
      List<ScanColumn> columns,
      QueryGuard guard,
      @Nullable TopHint hint,
      @Nullable Map<SegmentReader, RowSet> only) {
    this.only = only;
    this.slices = hint == null ? slices : hint.order(slices);
    this.hint = hint;
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
      SliceColumns loader = current;
      if (selected != null && loader != null && nextRow >= 0) {
        return hint == null ? take(selected, loader) : takeLast(selected, loader);
      }
      if (nextSlice == slices.size()) {
        return null;
      }
      SegmentSlice slice = slices.get(nextSlice++);
      boolean excluded = (hint != null && hint.excludes(slice.segment()))
          || (only != null && !only.containsKey(slice.segment()));
      if (!excluded) {
        open(slice);
      }
    }
  }

  private void open(SegmentSlice slice) {
    RowSet wanted = only == null ? null : only.get(slice.segment());
    RowSet selected = search.rows(slice, guard);
    if (wanted != null) {
      selected.and(wanted);
    }
    rows = selected;
    nextRow = hint == null ? selected.next(slice.fromRow()) : selected.previous(slice.toRow() - 1);
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

  /** As {@link #take}, but from the end of the slice: rows are in order of time. */
  private Batch takeLast(RowSet selected, SliceColumns loader) {
    int[] batch = new int[BATCH_ROWS];
    int first = BATCH_ROWS;
    int row = nextRow;
    while (row >= 0 && first > 0) {
      batch[--first] = row;
      row = selected.previous(row - 1);
    }
    nextRow = row;
    return new ScanBatch(loader, Arrays.copyOfRange(batch, first, BATCH_ROWS), BATCH_ROWS - first);
  }
}
