// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.storage.sls.client.LogSearch;
import io.tracingonsls.storage.sls.layout.RowFields;
import io.tracingonsls.storage.sls.layout.SpanLayout;
import io.tracingonsls.storage.sls.provision.SpanLogstore;
import io.tracingonsls.storage.sls.search.SearchExpression;
import io.tracingonsls.storage.sls.search.SqlExpression;
import io.tracingonsls.storage.sls.search.SqlSelect;
import java.util.ArrayList;
import java.util.List;

/** Statements that select all fields of the rows of a search: one, or a few that share the rows out. */
final class RowStatements {
  /** Rows of one statement before they are shared out. */
  private static final int SHARE = 2_500;

  /** A prime, because start times are often multiples of round numbers. */
  private static final int SHARES = 3;

  private RowStatements() {}

  /** Whether SQL shows whole rows of this Logstore. */
  static boolean arePossible(SpanLogstore logstore) {
    return logstore.indexed()
        && logstore.readLayouts().equals(List.of(SpanLayout.SLS_TRACE))
        && RowFields.allIn(logstore.index());
  }

  /** Statements for all rows of a search, of which there are {@code count}. */
  static List<LogSearch> all(LogSearch page, SearchExpression search, long count) {
    if (count <= SHARE) {
      return List.of(statement(page, search, fields().limit(SqlSelect.MAX_ROWS)));
    }
    SqlExpression start = call(
        "coalesce", column(SpanLayout.SLS_TRACE.columns().start()), new SqlExpression.Whole(0));
    List<LogSearch> statements = new ArrayList<>(SHARES);
    SqlExpression rest = compare(start, "%", SHARES);
    // Negative numbers have negative remainders: the first share takes all that the others don't.
    for (int share = 0; share < SHARES; share++) {
      SqlExpression mine = share == 0 ? compare(rest, "<=", 0) : compare(rest, "=", share);
      statements.add(statement(page, search, fields().where(mine).limit(SqlSelect.MAX_ROWS)));
    }
    return statements;
  }

  /** One statement for the first rows by start time. */
  static List<LogSearch> first(LogSearch page, SearchExpression search, int rows) {
    SqlExpression start = column(SpanLayout.SLS_TRACE.columns().start());
    return List.of(statement(page, search, fields().orderBy(start, false).limit(rows)));
  }

  private static SqlSelect.Builder fields() {
    SqlSelect.Builder select = SqlSelect.fromLog();
    for (int i = 0; i < RowFields.names().size(); i++) {
      select.select(column(RowFields.names().get(i)), RowFields.alias(i));
    }
    return select;
  }

  private static LogSearch statement(LogSearch page, SearchExpression search, SqlSelect select) {
    return LogSearch.sql(
        page.logstore(), select.queryText(search), page.fromSeconds(), page.toSeconds());
  }
}
