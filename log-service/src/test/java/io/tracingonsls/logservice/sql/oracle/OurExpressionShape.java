// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import static io.tracingonsls.logservice.sql.oracle.Shape.list;
import static io.tracingonsls.logservice.sql.oracle.Shape.maybe;
import static io.tracingonsls.logservice.sql.oracle.Shape.names;
import static io.tracingonsls.logservice.sql.oracle.Shape.node;
import static io.tracingonsls.logservice.sql.oracle.Shape.text;

import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import java.util.Locale;

/** The shape of expressions that our parser read. */
final class OurExpressionShape {
  private OurExpressionShape() {}

  static String of(SqlExpression e) {
    if (e instanceof SqlExpression.Binary binary) {
      return binary(binary);
    }
    if (e instanceof SqlExpression.Call call) {
      return call(call);
    }
    if (e instanceof SqlExpression.Name name) {
      return names("name", name.parts());
    }
    if (e instanceof SqlExpression.Negate negate) {
      // Presto reads the sign as part of the number, and the integer -0 is 0.
      String operand = of(negate.operand());
      return operand.equals("0") ? operand : node("neg", operand);
    }
    if (e instanceof SqlExpression.Not not) {
      return node("not", of(not.operand()));
    }
    if (e instanceof SqlExpression.Subscript subscript) {
      return node("at", of(subscript.base()), of(subscript.index()));
    }
    if (e instanceof SqlExpression.ArrayValue array) {
      return list("array", array.elements(), OurExpressionShape::of);
    }
    if (e instanceof SqlExpression.Cast cast) {
      return node(
          cast.orNull() ? "try-cast" : "cast", of(cast.operand()), cast.type().replace(" ", "_"));
    }
    if (e instanceof SqlExpression.Case branches) {
      return node(
          "case",
          maybe(branches.operand(), OurExpressionShape::of),
          list("when", branches.whens(), when -> of(when.condition()) + " " + of(when.result())),
          maybe(branches.otherwise(), OurExpressionShape::of));
    }
    return e instanceof SqlExpression.Scalar scalar ? scalar(scalar.query()) : predicate(e);
  }

  /** Whether more parentheses around "(select …)" are the query's or the expression's does not matter. */
  private static String scalar(SqlQuery query) {
    boolean bare = query.with().isEmpty() && query.order().isEmpty() && query.limit() == null;
    return bare && query.body() instanceof SqlQuery.Nested nested
        ? scalar(nested.query())
        : node("scalar", OurShape.query(query));
  }

  private static String predicate(SqlExpression e) {
    if (e instanceof SqlExpression.Between between) {
      return node("between", of(between.operand()), of(between.low()), of(between.high()));
    }
    if (e instanceof SqlExpression.In in) {
      return node("in", of(in.operand()), list("list", in.list(), OurExpressionShape::of));
    }
    if (e instanceof SqlExpression.InQuery in) {
      return node("in", of(in.operand()), node("scalar", OurShape.query(in.query())));
    }
    if (e instanceof SqlExpression.Like like) {
      return node(
          "like",
          of(like.operand()),
          of(like.pattern()),
          maybe(like.escape(), OurExpressionShape::of));
    }
    if (e instanceof SqlExpression.IsNull isNull) {
      return node("is-null", of(isNull.operand()));
    }
    return e instanceof SqlExpression.Exists exists
        ? node("exists", OurShape.query(exists.query()))
        : literal(e);
  }

  private static String literal(SqlExpression e) {
    if (e instanceof SqlExpression.LongValue number) {
      return number.value() == Long.MIN_VALUE
          ? "(neg 9223372036854775808)"
          : Long.toString(number.value());
    }
    if (e instanceof SqlExpression.DoubleValue number) {
      return Double.toString(number.value());
    }
    if (e instanceof SqlExpression.StringValue string) {
      return text(string.value());
    }
    if (e instanceof SqlExpression.BooleanValue value) {
      return Boolean.toString(value.value());
    }
    if (e instanceof SqlExpression.TypedValue typed) {
      return node(typed.type(), text(typed.value()));
    }
    if (e instanceof SqlExpression.Interval interval) {
      return node(
          interval.negative() ? "minus-interval" : "interval",
          text(interval.value()),
          interval.unit());
    }
    return "null";
  }

  private static String binary(SqlExpression.Binary binary) {
    String left = of(binary.left());
    String right = of(binary.right());
    if (binary.operator() == BinaryOperator.CONCAT) {
      return node(
          "call", "`concat`", "-", "(arguments " + left + " " + right + ")", "(order)", "-", "-");
    }
    return node(binary.operator().symbol().replace(' ', '-'), left, right);
  }

  private static String call(SqlExpression.Call call) {
    return node(
        "call",
        Shape.name(call.name()),
        call.distinct() ? "distinct" : "-",
        list("arguments", call.arguments(), OurExpressionShape::of),
        list("order", call.order(), OurShape::sortItem),
        maybe(call.filter(), OurExpressionShape::of),
        maybe(call.window(), OurExpressionShape::window));
  }

  private static String window(SqlExpression.Window window) {
    return node(
        "over",
        list("partition", window.partition(), OurExpressionShape::of),
        list("order", window.order(), OurShape::sortItem),
        node(
            window.frame().byRows() ? "rows" : "range",
            bound(window.frame().start()),
            bound(window.frame().end())));
  }

  private static String bound(SqlExpression.Bound bound) {
    return node(
        bound.kind().name().toLowerCase(Locale.ROOT),
        maybe(bound.offset(), OurExpressionShape::of));
  }
}
