// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.search.RowSet;
import io.tracingonsls.logservice.sql.exec.ColumnCountOperator;
import io.tracingonsls.logservice.sql.exec.LogInput;
import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.exec.ScanColumn;
import io.tracingonsls.logservice.sql.exec.ScanOperator;
import io.tracingonsls.logservice.sql.exec.TopHint;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A scan of the log that starts when its first batch is asked for: until then the plan above may still give it a hint. */
final class LogScan implements LogInput {
  private final PlanContext context;
  private final long fromSeconds;
  private final long toSeconds;
  private final List<ScanColumn> columns;
  private @Nullable TopHint hint;
  private @Nullable ScanOperator scan;
  private @Nullable Map<SegmentReader, RowSet> only;

  LogScan(PlanContext context, long fromSeconds, long toSeconds, List<ScanColumn> columns) {
    this.context = context;
    this.fromSeconds = fromSeconds;
    this.toSeconds = toSeconds;
    this.columns = List.copyOf(columns);
  }

  @Override
  public List<ScanColumn> columns() {
    return columns;
  }

  @Override
  public List<SegmentSlice> slices() {
    return context.source().slices(fromSeconds, toSeconds);
  }

  @Override
  public boolean readsSameRowsAs(LogInput other) {
    return other instanceof LogScan scan
        && scan.context.equals(context)
        && scan.fromSeconds == fromSeconds
        && scan.toSeconds == toSeconds
        && hint == null
        && scan.hint == null;
  }

  @Override
  public void readOnly(Map<SegmentReader, RowSet> rows) {
    only = rows;
  }

  void hint(TopHint top) {
    hint = top;
  }

  @Override
  public @Nullable Batch next() {
    ScanOperator started = scan;
    if (started == null) {
      started = new ScanOperator(
          slices(), context.search(), context.index(), columns, context.guard(), hint, only);
      scan = started;
    }
    return started.next();
  }

  /**
   * The distinct values of a column with their counts, instead of the rows; null when the column is not a stored text.
   *
   * @param countColumns how often to answer the counts
   */
  @Nullable
  Operator counts(int column, int countColumns) {
    ScanColumn wanted = columns.get(column);
    boolean stored =
        wanted.source() == ScanColumn.Source.FIELD || wanted.source() == ScanColumn.Source.LEAF;
    if (!stored || !wanted.type().is(SqlType.Kind.VARCHAR)) {
      return null;
    }
    return new ColumnCountOperator(
        this::slices, context.search(), context.index(), wanted, countColumns, context.guard());
  }
}
