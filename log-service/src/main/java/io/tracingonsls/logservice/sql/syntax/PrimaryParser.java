// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.sql.syntax.SqlExpression.Call;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.When;
import io.tracingonsls.logservice.sql.syntax.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses literals, names, calls and everything in parentheses. */
final class PrimaryParser {
  private static final Set<String> NO_PARENTHESES = Set.of(
      "current_date",
      "current_time",
      "current_timestamp",
      "localtime",
      "localtimestamp",
      "current_user");

  private static final Set<String> UNITS =
      Set.of("second", "minute", "hour", "day", "week", "month", "year");
  /** Reserved words that are functions all the same. */
  private static final Set<String> RESERVED_FUNCTIONS =
      Set.of("grouping", "left", "normalize", "right");

  private final TokenStream in;
  private final SqlParser queries;
  private final ExpressionParser expressions;
  private final WindowParser windows;

  PrimaryParser(TokenStream in, SqlParser queries, ExpressionParser expressions) {
    this.in = in;
    this.queries = queries;
    this.expressions = expressions;
    this.windows = new WindowParser(in, queries, expressions);
  }

  SqlExpression primary() {
    SqlToken token = in.peek();
    return switch (token.kind()) {
      case INTEGER -> integer(in.take());
      case DECIMAL ->
        new SqlExpression.DoubleValue(
            token.place(), Double.parseDouble(in.take().text()));
      case STRING -> new SqlExpression.StringValue(token.place(), in.take().text());
      case QUOTED_NAME -> nameOrCall();
      case NAME -> word(token);
      default -> symbol(token);
    };
  }

  private static SqlExpression integer(SqlToken token) {
    try {
      return new SqlExpression.LongValue(token.place(), Long.parseLong(token.text()));
    } catch (NumberFormatException e) {
      throw token.place().error("Invalid numeric literal: " + token.text());
    }
  }

  private SqlExpression symbol(SqlToken token) {
    if (!in.isSymbol("(")) {
      if (in.isSymbol("?")) {
        throw token.place().unsupported("a parameter");
      }
      throw in.mismatched("<expression>");
    }
    in.take();
    if (in.startsQuery()) {
      SqlQuery query = queries.query();
      in.expectSymbol(")");
      return new SqlExpression.Scalar(token.place(), query);
    }
    SqlExpression inside = expressions.expression();
    if (in.isSymbol(",")) {
      throw token.place().unsupported("a row value");
    }
    in.expectSymbol(")");
    if (in.isSymbol("->")) {
      throw in.place().unsupported("a lambda expression");
    }
    return inside;
  }

  private SqlExpression word(SqlToken token) {
    String word = token.text().toLowerCase(Locale.ROOT);
    Place place = token.place();
    return switch (word) {
      case "null" -> new SqlExpression.Null(in.take().place());
      case "true", "false" ->
        new SqlExpression.BooleanValue(in.take().place(), word.equals("true"));
      case "case" -> caseOf();
      case "cast" -> cast(false);
      case "try_cast" -> in.peek(1).isSymbol("(") ? cast(true) : nameOrCall();
      case "exists" -> exists();
      case "extract" -> extract();
      case "interval" -> startsInterval() ? interval() : nameOrCall();
      case "timestamp", "date" -> in.peek(1).kind() == Kind.STRING ? typed(word) : nameOrCall();
      case "array" -> in.peek(1).isSymbol("[") ? array() : nameOrCall();
      case "position" -> in.peek(1).isSymbol("(") ? position() : nameOrCall();
      case "row" -> {
        if (in.peek(1).isSymbol("(")) {
          throw place.unsupported("a row value");
        }
        yield nameOrCall();
      }
      default -> NO_PARENTHESES.contains(word) ? bare(in.take(), word) : nameOrCall();
    };
  }

  private static SqlExpression bare(SqlToken token, String name) {
    return new Call(token.place(), name, false, false, List.of(), List.of(), null, null);
  }

  private SqlExpression nameOrCall() {
    SqlToken first = in.peek();
    boolean quoted = first.kind() == Kind.QUOTED_NAME;
    boolean call = in.peek(1).isSymbol("(");
    boolean function = call && RESERVED_FUNCTIONS.contains(first.text().toLowerCase(Locale.ROOT));
    String name = function && !quoted ? in.take().text() : in.name();
    if (call) {
      return call(first.place(), name.toLowerCase(Locale.ROOT));
    }
    if (in.isSymbol("->")) {
      throw in.place().unsupported("a lambda expression");
    }
    List<String> parts = new ArrayList<>();
    parts.add(name);
    while (in.isSymbol(".")) {
      in.take();
      parts.add(in.name());
    }
    if (in.isSymbol("(")) {
      throw first.place().unsupported("a qualified function name");
    }
    if (in.peek().kind() == Kind.STRING) {
      throw first.place().unsupported("a literal of type " + String.join(".", parts));
    }
    return new SqlExpression.Name(first.place(), parts);
  }

  private SqlExpression call(Place place, String name) {
    in.expectSymbol("(");
    boolean star = false;
    boolean distinct = false;
    List<SqlExpression> arguments = List.of();
    List<SqlQuery.SortItem> order = List.of();
    if (in.takeSymbol("*")) {
      star = true;
      in.expectSymbol(")");
    } else if (!in.takeSymbol(")")) {
      distinct = in.takeWord("distinct");
      if (!distinct) {
        in.takeWord("all");
      }
      arguments = arguments();
      if (in.takeWord("order")) {
        in.expectWord("by");
        order = queries.sortItems();
      }
      in.expectSymbol(")");
    }
    SqlExpression filter = filter();
    if (in.isWord("ignore") || in.isWord("respect")) {
      throw in.place().unsupported(in.peek().text().toUpperCase(Locale.ROOT) + " NULLS");
    }
    SqlExpression.Window window = in.isWord("over") ? windows.window() : null;
    return new Call(place, name, star, distinct, arguments, order, filter, window);
  }

  private List<SqlExpression> arguments() {
    List<SqlExpression> arguments = new ArrayList<>();
    do {
      arguments.add(expressions.expression());
    } while (in.takeSymbol(","));
    return arguments;
  }

  private @Nullable SqlExpression filter() {
    if (!in.isWord("filter") || !in.peek(1).isSymbol("(")) {
      return null;
    }
    in.take();
    in.expectSymbol("(");
    in.expectWord("where");
    SqlExpression condition = expressions.expression();
    in.expectSymbol(")");
    return condition;
  }

  private SqlExpression caseOf() {
    Place place = in.take().place();
    SqlExpression operand = in.isWord("when") ? null : expressions.expression();
    List<When> whens = new ArrayList<>();
    while (in.takeWord("when")) {
      SqlExpression condition = expressions.expression();
      in.expectWord("then");
      whens.add(new When(condition, expressions.expression()));
    }
    if (whens.isEmpty()) {
      throw in.mismatched("'WHEN'");
    }
    SqlExpression otherwise = in.takeWord("else") ? expressions.expression() : null;
    in.expectWord("end");
    return new SqlExpression.Case(place, operand, whens, otherwise);
  }

  private SqlExpression cast(boolean orNull) {
    Place place = in.take().place();
    in.expectSymbol("(");
    SqlExpression operand = expressions.expression();
    in.expectWord("as");
    String type = type();
    in.expectSymbol(")");
    return new SqlExpression.Cast(place, operand, type, orNull);
  }

  /** A type as text, e.g. {@code map(varchar,array(bigint))}. */
  private String type() {
    in.enter();
    StringBuilder type = new StringBuilder(in.name().toLowerCase(Locale.ROOT));
    if (type.toString().equals("double") && in.takeWord("precision")) {
      in.leave();
      return "double";
    }
    if (in.takeSymbol("(")) {
      type.append('(');
      do {
        type.append(type.charAt(type.length() - 1) == '(' ? "" : ",");
        type.append(in.peek().kind() == Kind.INTEGER ? in.take().text() : type());
      } while (in.takeSymbol(","));
      in.expectSymbol(")");
      type.append(')');
    }
    boolean time = type.toString().matches("time(stamp)?(\\(.*)?");
    if (time && in.isWord("with") && in.isWord(1, "time") && in.isWord(2, "zone")) {
      in.take();
      in.take();
      in.take();
      type.append(" with time zone");
    }
    in.leave();
    return type.toString();
  }

  private SqlExpression exists() {
    Place place = in.take().place();
    in.expectSymbol("(");
    SqlQuery query = queries.query();
    in.expectSymbol(")");
    return new SqlExpression.Exists(place, query);
  }

  /** {@code extract(hour from t)} is the function {@code hour(t)}. */
  private SqlExpression extract() {
    Place place = in.take().place();
    in.expectSymbol("(");
    String field = in.name().toLowerCase(Locale.ROOT);
    in.expectWord("from");
    SqlExpression operand = expressions.expression();
    in.expectSymbol(")");
    return new Call(place, field, false, false, List.of(operand), List.of(), null, null);
  }

  /** {@code position(a in b)} is {@code strpos(b, a)}. */
  private SqlExpression position() {
    Place place = in.take().place();
    in.expectSymbol("(");
    SqlExpression part = expressions.value();
    in.expectWord("in");
    SqlExpression whole = expressions.value();
    in.expectSymbol(")");
    return new Call(place, "strpos", false, false, List.of(whole, part), List.of(), null, null);
  }

  /** Whether a text and a unit follow, with or without a sign; a column may be called "interval" too. */
  private boolean startsInterval() {
    int at = in.peek(1).isSymbol("-") || in.peek(1).isSymbol("+") ? 2 : 1;
    return in.peek(at).kind() == Kind.STRING
        && UNITS.contains(in.peek(at + 1).text().toLowerCase(Locale.ROOT));
  }

  private SqlExpression interval() {
    Place place = in.take().place();
    boolean negative = in.takeSymbol("-");
    if (!negative) {
      in.takeSymbol("+");
    }
    SqlToken value = in.take();
    String unit = in.name().toLowerCase(Locale.ROOT);
    if (in.isWord("to")) {
      throw in.place().unsupported("an interval over several units");
    }
    return new SqlExpression.Interval(place, negative, value.text(), unit);
  }

  private SqlExpression typed(String type) {
    Place place = in.take().place();
    return new SqlExpression.TypedValue(place, type, in.take().text());
  }

  private SqlExpression array() {
    Place place = in.take().place();
    in.expectSymbol("[");
    if (in.takeSymbol("]")) {
      return new SqlExpression.ArrayValue(place, List.of());
    }
    return new SqlExpression.ArrayValue(place, expressions.list("]"));
  }
}
