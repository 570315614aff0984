// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.FilterOperator;
import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan of the log and the conditions on its rows, for who asks about the values of one column: conditions on this column alone can be
 * put to each of its values instead of to each row.
 */
final class ColumnConditions {
  private final LogScan scan;
  private final List<Field> fields;
  private final List<SqlExpression> conditions;
  private final SubqueryPlanner subqueries;

  /** {@code rows} are those of the scan, before the conditions. */
  ColumnConditions(
      LogScan scan, Planned rows, List<SqlExpression> conditions, SubqueryPlanner subqueries) {
    this.scan = scan;
    this.fields = rows.fields();
    this.conditions = List.copyOf(conditions);
    this.subqueries = subqueries;
  }

  /**
   * The distinct values of a column, of rows that meet the conditions, with their counts; null when that takes the rows.
   *
   * @param countColumns how often to answer the counts
   */
  @Nullable
  Operator counts(int column, int countColumns) {
    Planned rows = new Planned(scan, fields);
    for (SqlExpression condition : conditions) {
      if (Syntax.contains(condition, part -> isElsewhere(part, rows, column))) {
        return null;
      }
    }
    Operator counts = scan.counts(column, countColumns);
    if (counts == null || conditions.isEmpty()) {
      return counts;
    }
    Planned values = new Planned(counts, List.of(fields.get(column)));
    ExpressionPlanner planner = new ExpressionPlanner(values, subqueries, e -> null);
    for (SqlExpression condition : conditions) {
      counts = new FilterOperator(counts, planner.condition(condition, "WHERE clause"));
    }
    return counts;
  }

  /** Whether something in a condition takes more than the column's value. */
  private static boolean isElsewhere(SqlExpression part, Planned rows, int column) {
    return part instanceof SqlExpression.Name name
        ? rows.find(name) != column
        : part instanceof SqlExpression.Scalar
            || part instanceof SqlExpression.Exists
            || part instanceof SqlExpression.InQuery;
  }
}
