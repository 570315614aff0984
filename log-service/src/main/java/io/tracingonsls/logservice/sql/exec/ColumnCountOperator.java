// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.search.CompiledSearch;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.ConstantVector;
import io.tracingonsls.logservice.sql.vector.DictionaryVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of one text column of the log and, if wanted, how many rows have each: counts ids per segment and looks at
 * each value once. A segment that lies in the range as a whole is asked for its counts, which it mostly knows without reading a row.
 * Output: the value, then {@code countColumns} times its count.
 */
public final class ColumnCountOperator implements Operator {
  private static final long BYTES_PER_ID = 8;

  private final Supplier<List<SegmentSlice>> slices;
  private final CompiledSearch search;
  private final IndexHistory index;
  private final ScanColumn column;
  private final int countColumns;
  private final QueryGuard guard;
  private final TupleTable values;
  private long[] counts = new long[0];
  private boolean counted;
  private int nextValue;

  /** {@code slices} is asked at the first batch. */
  public ColumnCountOperator(
      Supplier<List<SegmentSlice>> slices,
      CompiledSearch search,
      IndexHistory index,
      ScanColumn column,
      int countColumns,
      QueryGuard guard) {
    this.slices = slices;
    this.search = search;
    this.index = index;
    this.column = column;
    this.countColumns = countColumns;
    this.guard = guard;
    this.values = new TupleTable(List.of(column.type()), true, guard);
  }

  @Override
  public @Nullable Batch next() {
    if (!counted) {
      counted = true;
      for (SegmentSlice slice : slices.get()) {
        guard.check();
        add(slice);
      }
    }
    int from = nextValue;
    int to = Math.min(values.size(), from + BATCH_ROWS);
    if (from == to) {
      return null;
    }
    nextValue = to;
    Vector[] columns = new Vector[1 + countColumns];
    columns[0] = values.values(from, to, 0);
    for (int i = 1; i < columns.length; i++) {
      columns[i] = new LongVector(to - from, Arrays.copyOfRange(counts, from, to), null);
    }
    return Batch.of(to - from, columns);
  }

  private void add(SegmentSlice slice) {
    if (isWhole(slice.segment())) {
      addAll(slice);
    } else {
      addSelected(slice);
    }
  }

  /** Whether every row is selected and shows its value. */
  private boolean isWhole(SegmentReader segment) {
    int version = segment.minIndexVersion();
    IndexConfig config = index.at(version);
    boolean indexed = config.line() != null || !config.keys().isEmpty();
    return search.selectsAll()
        && version == segment.maxIndexVersion()
        && indexed
        && (column.key().isEmpty() || SliceColumns.isVisible(column, config));
  }

  private void addSelected(SegmentSlice slice) {
    ScanOperator scan =
        new ScanOperator(List.of(slice), search, index, List.of(column), guard, null, null);
    for (Batch batch = scan.next(); batch != null; batch = scan.next()) {
      long[] ones = new long[batch.size()];
      Arrays.fill(ones, 1);
      add(batch.column(0), ones);
    }
  }

  private void addAll(SegmentSlice slice) {
    ColumnReader reader = SliceColumns.open(slice.segment(), column, index);
    int size = reader == null ? 0 : reader.valueCount();
    long[] rows = new long[size + 1];
    if (reader == null) {
      rows[0] = slice.rowCount();
    } else if (slice.rowCount() == slice.segment().rowCount()) {
      countSegment(reader, slice.rowCount(), rows);
    } else {
      countIds(reader, slice, rows);
    }
    int[] ids = new int[size + 1];
    int used = 0;
    for (int i = 0; i <= size; i++) {
      if (rows[i] > 0) {
        ids[used] = i - 1;
        rows[used++] = rows[i];
      }
    }
    Vector texts = reader == null
        ? new ConstantVector(used, null)
        : new DictionaryVector(
            used, ids, new ColumnDictionary(reader, index.current().maxTextLen()));
    add(texts, rows);
  }

  /** What the segment knows of its values needs no rows; where none is to be counted, one of each is enough. */
  private void countSegment(ColumnReader reader, int rowCount, long[] rows) {
    int size = reader.valueCount();
    guard.loaded(BYTES_PER_ID * size);
    if (countColumns == 0 && reader.everyValueUsed()) {
      Arrays.fill(rows, 1);
      rows[0] = rowCount - (long) reader.presentCount();
      return;
    }
    int[] counts = reader.rowCounts();
    rows[0] = rowCount;
    for (int id = 0; id < size; id++) {
      rows[id + 1] = counts[id];
      rows[0] -= counts[id];
    }
  }

  /** Counts each id, shifted by one: the first count is that of rows without a value. */
  private void countIds(ColumnReader reader, SegmentSlice slice, long[] rows) {
    int[] ids = new int[BATCH_ROWS];
    for (int row = slice.fromRow(); row < slice.toRow(); row += BATCH_ROWS) {
      int count = Math.min(BATCH_ROWS, slice.toRow() - row);
      reader.ids(row, count, ids);
      for (int i = 0; i < count; i++) {
        rows[ids[i] + 1]++;
      }
      guard.check();
    }
    guard.loaded(BYTES_PER_ID * slice.rowCount());
  }

  private void add(Vector texts, long[] rows) {
    int[] numbers = new int[texts.size()];
    values.numbers(new Vector[] {texts}, texts.size(), numbers, true);
    long before = counts.length;
    counts = Grow.to(counts, values.size());
    guard.reserve(Long.BYTES * (counts.length - before));
    for (int i = 0; i < numbers.length; i++) {
      counts[numbers[i]] += rows[i];
    }
  }
}
