// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.exec.ScanColumn;
import io.tracingonsls.logservice.sql.exec.ScanOperator;
import io.tracingonsls.logservice.sql.exec.TopHint;
import io.tracingonsls.logservice.sql.vector.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A scan of the log that starts when its first batch is asked for: until then the plan above may still give it a hint. */
final class LogScan implements Operator {
  private final PlanContext context;
  private final long fromSeconds;
  private final long toSeconds;
  private final List<ScanColumn> columns;
  private @Nullable TopHint hint;
  private @Nullable ScanOperator scan;

  LogScan(PlanContext context, long fromSeconds, long toSeconds, List<ScanColumn> columns) {
    this.context = context;
    this.fromSeconds = fromSeconds;
    this.toSeconds = toSeconds;
    this.columns = List.copyOf(columns);
  }

  List<ScanColumn> columns() {
    return columns;
  }

  void hint(TopHint top) {
    hint = top;
  }

  @Override
  public @Nullable Batch next() {
    ScanOperator started = scan;
    if (started == null) {
      started = new ScanOperator(
          context.source().slices(fromSeconds, toSeconds),
          context.search(),
          context.index(),
          columns,
          context.guard(),
          hint);
      scan = started;
    }
    return started.next();
  }
}
