// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import io.tracingonsls.logservice.sql.syntax.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses expressions by precedence: {@code or}, {@code and}, {@code not}, one comparison or predicate, {@code ||}, {@code +
 * -}, {@code * / %}, sign, subscript.
 */
final class ExpressionParser {
  private static final int MAX_OPERATORS = 2000;
  private static final Map<String, BinaryOperator> COMPARISONS = Map.of(
      "=", BinaryOperator.EQUAL,
      "<>", BinaryOperator.NOT_EQUAL,
      "!=", BinaryOperator.NOT_EQUAL,
      "<", BinaryOperator.LESS,
      "<=", BinaryOperator.LESS_OR_EQUAL,
      ">", BinaryOperator.GREATER,
      ">=", BinaryOperator.GREATER_OR_EQUAL);
  private static final Map<String, BinaryOperator> ADDITIVE =
      Map.of("+", BinaryOperator.ADD, "-", BinaryOperator.SUBTRACT);
  private static final Map<String, BinaryOperator> MULTIPLICATIVE =
      Map.of("*", BinaryOperator.MULTIPLY, "/", BinaryOperator.DIVIDE, "%", BinaryOperator.MODULUS);

  private final TokenStream in;
  private final SqlParser queries;
  private final PrimaryParser primaries;
  private int operators;

  ExpressionParser(TokenStream in, SqlParser queries) {
    this.in = in;
    this.queries = queries;
    this.primaries = new PrimaryParser(in, queries, this);
  }

  /** A whole expression. */
  SqlExpression expression() {
    in.enter();
    SqlExpression left = and();
    while (in.isWord("or")) {
      Place place = operator();
      left = new SqlExpression.Binary(place, BinaryOperator.OR, left, and());
    }
    in.leave();
    return left;
  }

  private SqlExpression and() {
    SqlExpression left = not();
    while (in.isWord("and")) {
      Place place = operator();
      left = new SqlExpression.Binary(place, BinaryOperator.AND, left, not());
    }
    return left;
  }

  private SqlExpression not() {
    if (!in.isWord("not")) {
      return predicate();
    }
    in.enter();
    Place place = in.take().place();
    SqlExpression negated = new SqlExpression.Not(place, not());
    in.leave();
    return negated;
  }

  private SqlExpression predicate() {
    SqlExpression left = value();
    BinaryOperator comparison = symbolIn(COMPARISONS);
    if (comparison != null) {
      Place place = operator();
      if ((in.isWord("all") || in.isWord("any") || in.isWord("some"))
          && in.peek(1).isSymbol("(")) {
        throw in.place().unsupported("a comparison with " + in.peek().text());
      }
      return new SqlExpression.Binary(place, comparison, left, value());
    }
    if (in.isWord("is")) {
      return is(left);
    }
    boolean negated =
        in.isWord("not") && (in.isWord(1, "between") || in.isWord(1, "in") || in.isWord(1, "like"));
    Place place = negated ? in.take().place() : in.place();
    SqlExpression predicate = rangeOrList(place, left);
    return negated ? new SqlExpression.Not(place, predicate) : predicate;
  }

  private SqlExpression rangeOrList(Place place, SqlExpression left) {
    if (in.takeWord("between")) {
      SqlExpression low = value();
      in.expectWord("and");
      return new SqlExpression.Between(place, left, low, value());
    }
    if (in.takeWord("like")) {
      SqlExpression pattern = value();
      return new SqlExpression.Like(place, left, pattern, in.takeWord("escape") ? value() : null);
    }
    return in.takeWord("in") ? inList(place, left) : left;
  }

  private SqlExpression is(SqlExpression left) {
    Place place = in.take().place();
    boolean negated = in.takeWord("not");
    SqlExpression test;
    if (in.takeWord("null")) {
      test = new SqlExpression.IsNull(place, left);
    } else {
      in.expectWord("distinct");
      in.expectWord("from");
      test = new SqlExpression.Binary(place, BinaryOperator.DISTINCT_FROM, left, value());
    }
    return negated ? new SqlExpression.Not(place, test) : test;
  }

  private SqlExpression inList(Place place, SqlExpression left) {
    in.expectSymbol("(");
    // "((select …))" is a list of one value, as in Presto.
    if (in.startsQuery() && !in.isWholeGroup()) {
      SqlQuery query = queries.query();
      in.expectSymbol(")");
      return new SqlExpression.InQuery(place, left, query);
    }
    List<SqlExpression> list = list(")");
    return new SqlExpression.In(place, left, list);
  }

  /** Expressions separated by commas up to and including the closing symbol; at least one. */
  List<SqlExpression> list(String close) {
    List<SqlExpression> list = new ArrayList<>();
    do {
      list.add(expression());
    } while (in.takeSymbol(","));
    in.expectSymbol(close);
    return list;
  }

  /** An expression without boolean operators: what may stand beside a comparison. */
  SqlExpression value() {
    SqlExpression left = additive();
    while (in.isSymbol("||")) {
      Place place = operator();
      left = new SqlExpression.Binary(place, BinaryOperator.CONCAT, left, additive());
    }
    return left;
  }

  private SqlExpression additive() {
    SqlExpression left = multiplicative();
    BinaryOperator operator = symbolIn(ADDITIVE);
    while (operator != null) {
      Place place = operator();
      left = new SqlExpression.Binary(place, operator, left, multiplicative());
      operator = symbolIn(ADDITIVE);
    }
    return left;
  }

  private SqlExpression multiplicative() {
    SqlExpression left = signed();
    BinaryOperator operator = symbolIn(MULTIPLICATIVE);
    while (operator != null) {
      Place place = operator();
      left = new SqlExpression.Binary(place, operator, left, signed());
      operator = symbolIn(MULTIPLICATIVE);
    }
    return left;
  }

  private SqlExpression signed() {
    Place place = in.place();
    if (in.takeSymbol("+")) {
      return signed();
    }
    if (!in.isSymbol("-")) {
      return postfix();
    }
    in.enter();
    in.take();
    SqlExpression negated =
        in.peek().kind() == Kind.INTEGER && in.peek().text().equals("9223372036854775808")
            ? new SqlExpression.LongValue(in.take().place(), Long.MIN_VALUE)
            : new SqlExpression.Negate(place, signed());
    in.leave();
    return negated;
  }

  private SqlExpression postfix() {
    SqlExpression base = primaries.primary();
    while (true) {
      if (in.isSymbol("[")) {
        Place place = operator();
        SqlExpression index = value();
        in.expectSymbol("]");
        base = new SqlExpression.Subscript(place, base, index);
      } else if (in.isWord("at") && (in.isWord(1, "time") || in.isWord(1, "timezone"))) {
        throw in.place().unsupported("AT TIME ZONE");
      } else {
        return base;
      }
    }
  }

  private @Nullable BinaryOperator symbolIn(Map<String, BinaryOperator> operators) {
    return in.peek().kind() == Kind.SYMBOL ? operators.get(in.peek().text()) : null;
  }

  /** Takes an operator; a chain of operators makes a deep tree, so their number is bounded. */
  private Place operator() {
    if (++operators > MAX_OPERATORS) {
      throw in.place().error("more than " + MAX_OPERATORS + " operators");
    }
    return in.take().place();
  }
}
