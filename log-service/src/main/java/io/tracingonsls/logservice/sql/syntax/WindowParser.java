// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.sql.syntax.SqlExpression.Frame;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parses {@code over (partition by … order by … frame)}. */
final class WindowParser {
  private final TokenStream in;
  private final SqlParser queries;
  private final ExpressionParser expressions;

  WindowParser(TokenStream in, SqlParser queries, ExpressionParser expressions) {
    this.in = in;
    this.queries = queries;
    this.expressions = expressions;
  }

  Window window() {
    Place place = in.take().place();
    if (!in.isSymbol("(")) {
      throw place.unsupported("a named window");
    }
    in.expectSymbol("(");
    List<SqlExpression> partition = new ArrayList<>();
    if (in.takeWord("partition")) {
      in.expectWord("by");
      do {
        partition.add(expressions.expression());
      } while (in.takeSymbol(","));
    }
    List<SqlQuery.SortItem> order = List.of();
    if (in.takeWord("order")) {
      in.expectWord("by");
      order = queries.sortItems();
    }
    Frame frame = order.isEmpty() ? Frame.WHOLE_PARTITION : Frame.RANGE_TO_CURRENT;
    if (in.isWord("rows") || in.isWord("range") || in.isWord("groups")) {
      frame = frame(order.isEmpty());
    }
    in.expectSymbol(")");
    return new Window(place, partition, order, frame);
  }

  private Frame frame(boolean unordered) {
    Place place = in.place();
    String unit = in.take().text().toLowerCase(Locale.ROOT);
    boolean between = in.takeWord("between");
    String start = bound();
    String end = "current row";
    if (between) {
      in.expectWord("and");
      end = bound();
    }
    if (start.equals("unbounded preceding") && end.equals("unbounded following")) {
      return Frame.WHOLE_PARTITION;
    }
    if (!start.equals("unbounded preceding")
        || !end.equals("current row")
        || unit.equals("groups")) {
      throw place.unsupported("the window frame " + unit + " between " + start + " and " + end);
    }
    if (unit.equals("rows")) {
      return Frame.ROWS_TO_CURRENT;
    }
    return unordered ? Frame.WHOLE_PARTITION : Frame.RANGE_TO_CURRENT;
  }

  private String bound() {
    String first = in.take().text().toLowerCase(Locale.ROOT);
    return first + " " + in.take().text().toLowerCase(Locale.ROOT);
  }
}
