// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.function.Arithmetic;
import io.tracingonsls.logservice.sql.function.Casts;
import io.tracingonsls.logservice.sql.function.Comparison;
import io.tracingonsls.logservice.sql.function.Constant;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.function.Functions;
import io.tracingonsls.logservice.sql.function.InList;
import io.tracingonsls.logservice.sql.function.Logic;
import io.tracingonsls.logservice.sql.function.SyntaxCalls;
import io.tracingonsls.logservice.sql.syntax.Place;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.SqlType.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Types of operators. */
final class Operators {
  private final Functions functions;

  Operators(Functions functions) {
    this.functions = functions;
  }

  /** The type all expressions convert to. */
  SqlType common(Place place, List<Expression> expressions, String problem) {
    SqlType common = SqlType.UNKNOWN;
    for (Expression expression : expressions) {
      SqlType next = SqlType.common(common, expression.type());
      if (next == null) {
        throw place.error(problem + ": " + common + ", " + expression.type());
      }
      common = next;
    }
    return common;
  }

  Expression binary(Place place, BinaryOperator operator, Expression left, Expression right) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, DISTINCT_FROM ->
        comparison(place, operator, left, right);
      case CONCAT -> functions.call(place, "concat", List.of(left, right));
      default -> arithmetic(place, operator, left, right);
    };
  }

  private static Expression comparison(
      Place place, BinaryOperator operator, Expression left, Expression right) {
    SqlType type = SqlType.common(left.type(), right.type());
    boolean ordered = operator != BinaryOperator.EQUAL
        && operator != BinaryOperator.NOT_EQUAL
        && operator != BinaryOperator.DISTINCT_FROM;
    if (type == null || (ordered && !type.isOrderable())) {
      throw mismatch(place, operator, left, right);
    }
    return new Comparison(operator, Casts.implicit(left, type), Casts.implicit(right, type));
  }

  private static QueryException mismatch(
      Place place, BinaryOperator operator, Expression left, Expression right) {
    return place.error(
        "'" + operator.symbol() + "' cannot be applied to " + left.type() + ", " + right.type());
  }

  private Expression arithmetic(
      Place place, BinaryOperator operator, Expression left, Expression right) {
    SqlType a = left.type();
    SqlType b = right.type();
    if (a.is(Kind.UNKNOWN) && b.is(Kind.UNKNOWN)) {
      return new Constant(SqlType.UNKNOWN, null);
    }
    SqlType common = SqlType.common(a, b);
    if (common != null && common.isNumeric()) {
      return new Arithmetic(
          common, operator, Casts.implicit(left, common), Casts.implicit(right, common));
    }
    SqlType moment = momentType(operator, a, b);
    if (moment == null) {
      throw mismatch(place, operator, left, right);
    }
    return new Arithmetic(moment, operator, widened(left), widened(right));
  }

  /** Timestamp plus or minus interval, and the difference of timestamps; dates are taken as timestamps. */
  private static @Nullable SqlType momentType(BinaryOperator operator, SqlType a, SqlType b) {
    boolean plus = operator == BinaryOperator.ADD;
    boolean minus = operator == BinaryOperator.SUBTRACT;
    boolean momentA = a.is(Kind.TIMESTAMP) || a.is(Kind.DATE);
    boolean momentB = b.is(Kind.TIMESTAMP) || b.is(Kind.DATE);
    if ((plus || minus) && momentA && b.is(Kind.INTERVAL)) {
      return SqlType.TIMESTAMP;
    }
    if (plus && a.is(Kind.INTERVAL) && momentB) {
      return SqlType.TIMESTAMP;
    }
    boolean difference = minus && momentA && momentB;
    boolean intervals = (plus || minus) && a.is(Kind.INTERVAL) && b.is(Kind.INTERVAL);
    boolean product =
        operator == BinaryOperator.MULTIPLY && a.is(Kind.INTERVAL) && b.is(Kind.BIGINT);
    return difference || intervals || product ? SqlType.INTERVAL : null;
  }

  private static Expression widened(Expression expression) {
    return expression.type().is(Kind.DATE)
        ? Casts.implicit(expression, SqlType.TIMESTAMP)
        : expression;
  }

  Expression negate(Place place, Expression operand) {
    if (operand.type().is(Kind.UNKNOWN)) {
      return operand;
    }
    if (operand.type().is(Kind.DOUBLE)) {
      return new Arithmetic(
          SqlType.DOUBLE, BinaryOperator.MULTIPLY, new Constant(SqlType.DOUBLE, -1.0), operand);
    }
    if (!operand.type().is(Kind.BIGINT) && !operand.type().is(Kind.INTERVAL)) {
      throw place.error("'-' cannot be applied to " + operand.type());
    }
    return new Arithmetic(
        operand.type(), BinaryOperator.SUBTRACT, new Constant(operand.type(), 0L), operand);
  }

  Expression in(Place place, Expression operand, List<Expression> list) {
    SqlType common = operand.type();
    for (Expression element : list) {
      SqlType next = SqlType.common(common, element.type());
      if (next == null) {
        throw place.error(
            "IN value and list items must be the same type: " + common + ", " + element.type());
      }
      common = next;
    }
    SqlType type = common;
    Expression value = Casts.implicit(operand, type);
    List<Expression> items =
        list.stream().map(item -> Casts.implicit(item, type)).toList();
    if (items.stream().allMatch(Expression::isConstant) && !type.is(Kind.DOUBLE)) {
      return new InList(value, () -> values(items));
    }
    Expression any = new Comparison(BinaryOperator.EQUAL, value, items.get(0));
    for (Expression item : items.subList(1, items.size())) {
      any = new Logic(false, any, new Comparison(BinaryOperator.EQUAL, value, item));
    }
    return any;
  }

  private static InList.Values values(List<Expression> items) {
    Set<Object> present = new HashSet<>();
    boolean hasNull = false;
    for (Expression item : items) {
      Object value = item.constant();
      if (value == null) {
        hasNull = true;
      } else {
        present.add(value);
      }
    }
    return new InList.Values(present, hasNull);
  }

  Expression subscript(Place place, Expression base, Expression index) {
    SqlType wanted = base.type().is(Kind.ARRAY)
        ? SqlType.BIGINT
        : base.type().is(Kind.MAP) ? base.type().mapKey() : null;
    if (wanted == null || !index.type().convertsTo(wanted)) {
      throw place.error("Cannot subscript " + base.type() + " with " + index.type());
    }
    return SyntaxCalls.subscript(base, Casts.implicit(index, wanted));
  }

  /** Milliseconds of an interval. */
  static long millis(SqlExpression.Interval interval) {
    long unit = switch (interval.unit()) {
      case "second" -> 1000L;
      case "minute" -> 60_000L;
      case "hour" -> 3_600_000L;
      case "day" -> 86_400_000L;
      default ->
        throw interval
            .place()
            .unsupported("an interval in " + interval.unit() + "s (use date_add)");
    };
    String text = interval.value().strip();
    if (text.isEmpty() || text.length() > 9 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw interval
          .place()
          .error("Invalid interval: '" + interval.value() + "' (expected: a whole number)");
    }
    long millis = Long.parseLong(text) * unit;
    return interval.negative() ? -millis : millis;
  }
}
