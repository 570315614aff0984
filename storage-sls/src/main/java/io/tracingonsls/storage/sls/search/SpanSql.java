// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.layout.SpanColumns;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import java.util.ArrayList;
import java.util.List;

/** SQL expressions over the columns of one layout, as far as a Logstore's index shows them. Immutable. */
public final class SpanSql {
  private static final String NANO = "jaeger.nano";
  private static final long NANOS_FROM = 100_000_000_000_000_000L;

  private final SpanLayout layout;
  private final LogstoreIndex index;
  private final boolean hasNanos;

  public SpanSql(SpanLayout layout, LogstoreIndex index) {
    this.layout = layout;
    this.index = index;
    this.hasNanos = isSlsTrace() && index.inSql(NANO);
  }

  public SpanLayout layout() {
    return layout;
  }

  public SpanColumns columns() {
    return layout.columns();
  }

  public boolean isSlsTrace() {
    return layout.id().equals(SpanLayout.SLS_TRACE.id());
  }

  public boolean inSql(String column) {
    return index.inSql(column);
  }

  /** Whether {@link #startNanos} is exact and not cut to microseconds. */
  public boolean hasNanos() {
    return hasNanos;
  }

  /** When the span started, in nanoseconds. */
  public SqlExpression startNanos() {
    SqlExpression start = column(columns().start());
    SqlExpression scaled = compare(start, "*", 1000);
    if (hasNanos) {
      return compare(scaled, "+", compare(nano(), "/", 1000));
    }
    return new SqlExpression.Case(compare(start, ">=", NANOS_FROM), start, scaled);
  }

  /** How long it took, in nanoseconds. */
  public SqlExpression durationNanos() {
    SqlExpression duration = column(columns().duration());
    SqlExpression scaled = compare(duration, "*", 1000);
    if (hasNanos) {
      return compare(scaled, "+", compare(nano(), "%", 1000));
    }
    return new SqlExpression.Case(
        compare(column(columns().start()), ">=", NANOS_FROM), duration, scaled);
  }

  private static SqlExpression nano() {
    return call("coalesce", column(NANO), new SqlExpression.Whole(0));
  }

  /** Conditions for a start within the range; microseconds when that says the same. */
  public List<SqlExpression> startWithin(TimeRange range) {
    boolean micros = hasNanos
        && Math.floorMod(range.fromNanos(), 1000) == 0
        && Math.floorMod(range.toNanos(), 1000) == 999;
    List<SqlExpression> conditions = new ArrayList<>(2);
    SqlExpression start = micros ? column(columns().start()) : startNanos();
    long unit = micros ? 1000 : 1;
    if (range.fromNanos() > Long.MIN_VALUE) {
      long from =
          hasNanos || micros ? range.fromNanos() : Math.floorDiv(range.fromNanos(), 1000) * 1000;
      conditions.add(compare(start, ">=", Math.floorDiv(from, unit)));
    }
    if (range.toNanos() < Long.MAX_VALUE) {
      conditions.add(compare(start, "<=", Math.floorDiv(range.toNanos(), unit)));
    }
    return conditions;
  }

  /** Conditions for a duration within the bounds, both inclusive, 0 meaning none. */
  public List<SqlExpression> durationWithin(long minNanos, long maxNanos) {
    List<SqlExpression> conditions = new ArrayList<>(2);
    if (minNanos > 0) {
      long min = hasNanos ? minNanos : minNanos / 1000 * 1000;
      conditions.add(compare(durationNanos(), ">=", min));
    }
    if (maxNanos > 0) {
      conditions.add(compare(durationNanos(), "<=", maxNanos));
    }
    return conditions;
  }

  /** Whether SQL can tell errors at all. */
  public boolean knowsErrors() {
    return index.inSql(errorColumn());
  }

  private String errorColumn() {
    return isSlsTrace() ? "statusCode" : "tags.error";
  }

  /** The condition for spans that ended in error. */
  public SqlExpression errorCondition() {
    return isSlsTrace()
        ? compare(column("statusCode"), "=", "ERROR")
        : compare(column("tags.error"), "=", "true");
  }
}
