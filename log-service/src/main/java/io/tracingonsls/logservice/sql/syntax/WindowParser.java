// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.sql.syntax.SqlExpression.Bound;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BoundKind;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Frame;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Window;
import java.util.ArrayList;
import java.util.List;

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
    boolean framed = in.isWord("rows") || in.isWord("range") || in.isWord("groups");
    Frame frame = framed ? frame() : Frame.DEFAULT;
    in.expectSymbol(")");
    return new Window(place, partition, order, frame);
  }

  private Frame frame() {
    Place place = in.place();
    if (in.isWord("groups")) {
      throw place.unsupported("GROUPS in a window frame");
    }
    boolean rows = in.take().isWord("rows");
    boolean between = in.takeWord("between");
    Bound start = bound();
    Bound end = Bound.CURRENT_ROW;
    if (between) {
      in.expectWord("and");
      end = bound();
    }
    if (!rows && (start.offset() != null || end.offset() != null)) {
      throw place.unsupported("RANGE with an offset in a window frame");
    }
    return new Frame(rows, start, end);
  }

  private Bound bound() {
    if (in.isWord("unbounded") && (in.isWord(1, "preceding") || in.isWord(1, "following"))) {
      in.take();
      return new Bound(
          in.take().isWord("preceding")
              ? BoundKind.UNBOUNDED_PRECEDING
              : BoundKind.UNBOUNDED_FOLLOWING,
          null);
    }
    if (in.isWord("current") && in.isWord(1, "row")) {
      in.take();
      in.take();
      return Bound.CURRENT_ROW;
    }
    SqlExpression offset = expressions.expression();
    boolean preceding = in.takeWord("preceding");
    if (!preceding) {
      in.expectWord("following");
    }
    return new Bound(preceding ? BoundKind.PRECEDING : BoundKind.FOLLOWING, offset);
  }
}
