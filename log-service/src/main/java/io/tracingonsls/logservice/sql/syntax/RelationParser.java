// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.sql.syntax.SqlQuery.Derived;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Join;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.JoinType;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Relation;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Table;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Unnest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parses what stands after {@code from}. */
final class RelationParser {
  private static final int MAX_JOINS = 30;

  private final TokenStream in;
  private final SqlParser queries;
  private final ExpressionParser expressions;

  RelationParser(TokenStream in, SqlParser queries, ExpressionParser expressions) {
    this.in = in;
    this.queries = queries;
    this.expressions = expressions;
  }

  /** {@code a, b join c …}; a comma is a cross join. */
  Relation relations() {
    Relation left = joined();
    while (in.isSymbol(",")) {
      Place place = in.take().place();
      left = new Join(place, JoinType.CROSS, left, joined(), null, List.of());
    }
    return left;
  }

  private Relation joined() {
    Relation left = primary();
    int joins = 0;
    JoinType type = joinType();
    while (type != null) {
      if (++joins > MAX_JOINS) {
        throw in.place().error("more than " + MAX_JOINS + " joins");
      }
      left = join(left, type);
      type = joinType();
    }
    return left;
  }

  private Relation join(Relation left, JoinType type) {
    Place place = in.place();
    if (type == JoinType.CROSS) {
      return new Join(place, type, left, primary(), null, List.of());
    }
    // "a join b join c on x on y": a join that begins before the condition is the right side.
    in.enter();
    Relation right = joined();
    in.leave();
    if (in.takeWord("using")) {
      return new Join(place, type, left, right, null, queries.names());
    }
    in.expectWord("on");
    return new Join(place, type, left, right, expressions.expression(), List.of());
  }

  /** Takes the words of a join, or nothing when none begins here. */
  private @Nullable JoinType joinType() {
    if (in.isWord("natural")) {
      throw in.place().unsupported("NATURAL JOIN");
    }
    if (in.takeWord("cross")) {
      in.expectWord("join");
      return JoinType.CROSS;
    }
    for (JoinType type : List.of(JoinType.LEFT, JoinType.RIGHT, JoinType.FULL)) {
      if (in.takeWord(type.name().toLowerCase(Locale.ROOT))) {
        in.takeWord("outer");
        in.expectWord("join");
        return type;
      }
    }
    if (in.takeWord("inner")) {
      in.expectWord("join");
      return JoinType.INNER;
    }
    return in.takeWord("join") ? JoinType.INNER : null;
  }

  private Relation primary() {
    Place place = in.place();
    if (in.isWord("unnest")) {
      return unnest();
    }
    if (in.isWord("lateral") && in.peek(1).isSymbol("(")) {
      throw place.unsupported("LATERAL");
    }
    if (in.takeSymbol("(")) {
      return parenthesised(place);
    }
    String name = in.name();
    if (in.isSymbol(".")) {
      throw in.place().unsupported("a qualified table name");
    }
    String alias = alias();
    return new Table(
        place, name, alias, alias != null && in.isSymbol("(") ? queries.names() : List.of());
  }

  private Relation parenthesised(Place place) {
    if (in.startsQuery()) {
      in.enter();
      SqlQuery query = queries.query();
      in.expectSymbol(")");
      in.leave();
      String alias = alias();
      List<String> columns = alias != null && in.isSymbol("(") ? queries.names() : List.of();
      return new Derived(place, query, alias, columns);
    }
    in.enter();
    Relation inside = joined();
    in.expectSymbol(")");
    in.leave();
    return inside;
  }

  private Relation unnest() {
    Place place = in.take().place();
    in.expectSymbol("(");
    List<SqlExpression> arrays = new ArrayList<>();
    do {
      arrays.add(expressions.expression());
    } while (in.takeSymbol(","));
    in.expectSymbol(")");
    boolean ordinality = false;
    if (in.takeWord("with")) {
      in.expectWord("ordinality");
      ordinality = true;
    }
    String alias = alias();
    List<String> columns = alias != null && in.isSymbol("(") ? queries.names() : List.of();
    return new Unnest(place, arrays, ordinality, alias, columns);
  }

  private @Nullable String alias() {
    if (in.isWord("tablesample")) {
      throw in.place().unsupported("TABLESAMPLE");
    }
    return queries.alias();
  }
}
