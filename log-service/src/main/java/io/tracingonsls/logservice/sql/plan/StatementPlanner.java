// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.exec.LimitOperator;
import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import io.tracingonsls.logservice.sql.syntax.SqlStatement;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.List;

/** Plans whole statements and applies the limits of the dialect. */
public final class StatementPlanner {
  /** Rows answered when a statement has no limit. */
  public static final long DEFAULT_LIMIT = 100;

  /** Most rows, skipped ones included. */
  public static final long MAX_ROWS = 1_000_000;

  private static final long MAX_OFFSET = 10_000;

  private StatementPlanner() {}

  /**
   * A statement ready to run.
   *
   * @param operator gives the rows
   * @param names output column names; may repeat
   * @param types output column types
   * @param limit rows at most
   */
  public record Plan(Operator operator, List<String> names, List<SqlType> types, long limit) {
    public Plan {
      names = List.copyOf(names);
      types = List.copyOf(types);
    }
  }

  /**
   * Plans a statement.
   *
   * @throws QueryException for what is wrong or not supported, with its place
   */
  public static Plan plan(SqlStatement statement, PlanContext context) {
    SqlQuery query = statement.query();
    SqlQuery.Limit limit = query.limit();
    long count = limit == null ? DEFAULT_LIMIT : check(limit);
    SqlQuery bounded = limit == null
        ? new SqlQuery(
            query.place(),
            query.with(),
            query.body(),
            query.order(),
            new SqlQuery.Limit(query.place(), 0, count))
        : query;
    Planned planned = new QueryPlanner(context, new StatementNames(query)).plan(bounded, true);
    planned.fields().forEach(Field::use);
    Operator operator = new LimitOperator(planned.operator(), 0, MAX_ROWS);
    return new Plan(
        operator, planned.fields().stream().map(Field::name).toList(), planned.types(), count);
  }

  private static long check(SqlQuery.Limit limit) {
    long count = Math.min(limit.count(), MAX_ROWS);
    boolean all = limit.count() == Long.MAX_VALUE;
    if (limit.offset() > MAX_OFFSET) {
      throw limit.place().error("limit offset " + limit.offset() + " is more than " + MAX_OFFSET);
    }
    if (!all && limit.offset() + limit.count() > MAX_ROWS) {
      throw limit
          .place()
          .error("limit " + (limit.offset() + limit.count()) + " is more than " + MAX_ROWS);
    }
    return count;
  }
}
