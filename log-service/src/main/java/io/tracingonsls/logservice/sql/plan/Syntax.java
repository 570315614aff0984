// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Binary;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks and compares expressions of the syntax tree. Queries inside expressions are leaves. */
final class Syntax {
  private Syntax() {}

  /** The direct parts of an expression, absent ones left out. */
  static List<SqlExpression> parts(SqlExpression e) {
    List<@Nullable SqlExpression> parts = new ArrayList<>();
    if (e instanceof SqlExpression.Negate negate) {
      parts.add(negate.operand());
    } else if (e instanceof SqlExpression.Not not) {
      parts.add(not.operand());
    } else if (e instanceof Binary binary) {
      parts.addAll(List.of(binary.left(), binary.right()));
    } else if (e instanceof SqlExpression.Between between) {
      parts.addAll(List.of(between.operand(), between.low(), between.high()));
    } else if (e instanceof SqlExpression.In in) {
      parts.add(in.operand());
      parts.addAll(in.list());
    } else if (e instanceof SqlExpression.InQuery in) {
      parts.add(in.operand());
    } else if (e instanceof SqlExpression.Like like) {
      parts.addAll(List.of(like.operand(), like.pattern()));
      parts.add(like.escape());
    } else if (e instanceof SqlExpression.IsNull isNull) {
      parts.add(isNull.operand());
    } else if (e instanceof SqlExpression.Case choice) {
      caseParts(choice, parts);
    } else if (e instanceof SqlExpression.Cast cast) {
      parts.add(cast.operand());
    } else if (e instanceof SqlExpression.Call call) {
      callParts(call, parts);
    } else if (e instanceof SqlExpression.ArrayValue array) {
      parts.addAll(array.elements());
    } else if (e instanceof SqlExpression.Subscript subscript) {
      parts.addAll(List.of(subscript.base(), subscript.index()));
    }
    List<SqlExpression> present = new ArrayList<>();
    for (SqlExpression part : parts) {
      if (part != null) {
        present.add(part);
      }
    }
    return present;
  }

  private static void caseParts(SqlExpression.Case choice, List<@Nullable SqlExpression> parts) {
    parts.add(choice.operand());
    for (SqlExpression.When when : choice.whens()) {
      parts.add(when.condition());
      parts.add(when.result());
    }
    parts.add(choice.otherwise());
  }

  private static void callParts(SqlExpression.Call call, List<@Nullable SqlExpression> parts) {
    parts.addAll(call.arguments());
    call.order().forEach(item -> parts.add(item.expression()));
    parts.add(call.filter());
    SqlExpression.Window window = call.window();
    if (window != null) {
      parts.addAll(window.partition());
      window.order().forEach(item -> parts.add(item.expression()));
      parts.add(window.frame().start().offset());
      parts.add(window.frame().end().offset());
    }
  }

  /** Calls {@code visitor} for the expression and everything in it, outermost first. */
  static void walk(SqlExpression expression, Consumer<SqlExpression> visitor) {
    visitor.accept(expression);
    parts(expression).forEach(part -> walk(part, visitor));
  }

  /** Whether the condition holds for the expression or something in it. */
  static boolean contains(SqlExpression expression, Predicate<SqlExpression> condition) {
    return condition.test(expression)
        || parts(expression).stream().anyMatch(part -> contains(part, condition));
  }

  /** Whether it holds a query. */
  static boolean hasQuery(SqlExpression expression) {
    return contains(
        expression,
        e -> e instanceof SqlExpression.Scalar
            || e instanceof SqlExpression.Exists
            || e instanceof SqlExpression.InQuery);
  }

  /** The operands of a chain of {@code and}. */
  static List<SqlExpression> conjuncts(@Nullable SqlExpression expression) {
    List<SqlExpression> conjuncts = new ArrayList<>();
    addConjuncts(expression, conjuncts);
    return conjuncts;
  }

  private static void addConjuncts(
      @Nullable SqlExpression expression, List<SqlExpression> conjuncts) {
    if (expression instanceof Binary binary && binary.operator() == BinaryOperator.AND) {
      addConjuncts(binary.left(), conjuncts);
      addConjuncts(binary.right(), conjuncts);
    } else if (expression != null) {
      conjuncts.add(expression);
    }
  }

  /**
   * A text that is the same for two expressions exactly when they mean the same: places are left out, and names are written
   * as {@code names} says. Queries are told apart by their place.
   */
  static String key(SqlExpression e, Function<SqlExpression.Name, String> names) {
    StringBuilder key = new StringBuilder(head(e, names));
    if (!(e instanceof SqlExpression.Name)) {
      key.append('(');
      for (SqlExpression part : parts(e)) {
        key.append(key(part, names)).append(',');
      }
      key.append(')');
    }
    return key.toString();
  }

  private static String head(SqlExpression e, Function<SqlExpression.Name, String> names) {
    String kind = e.getClass().getSimpleName();
    if (e instanceof SqlExpression.Name name) {
      return names.apply(name);
    }
    if (e instanceof SqlExpression.StringValue value) {
      return kind + value.value().length() + ":" + value.value();
    }
    if (e instanceof SqlExpression.LongValue value) {
      return kind + value.value();
    }
    if (e instanceof SqlExpression.DoubleValue value) {
      return kind + value.value();
    }
    if (e instanceof SqlExpression.BooleanValue value) {
      return kind + value.value();
    }
    if (e instanceof SqlExpression.TypedValue value) {
      return kind + value.type() + value.value();
    }
    if (e instanceof SqlExpression.Interval value) {
      return kind + value.negative() + value.value() + " " + value.unit();
    }
    if (e instanceof Binary binary) {
      return kind + binary.operator();
    }
    if (e instanceof SqlExpression.Cast cast) {
      return kind + cast.orNull() + cast.type();
    }
    if (e instanceof SqlExpression.Call call) {
      return kind + callHead(call);
    }
    if (e instanceof SqlExpression.Case choice) {
      return kind + (choice.operand() != null) + (choice.otherwise() != null);
    }
    return Syntax.hasQueryItself(e) ? kind + e.place() : kind;
  }

  private static boolean hasQueryItself(SqlExpression e) {
    return e instanceof SqlExpression.Scalar
        || e instanceof SqlExpression.Exists
        || e instanceof SqlExpression.InQuery;
  }

  private static String callHead(SqlExpression.Call call) {
    StringBuilder head = new StringBuilder(call.name());
    head.append(call.star())
        .append(call.distinct())
        .append(call.filter() != null)
        .append(call.arguments().size());
    appendOrder(call.order(), head);
    SqlExpression.Window window = call.window();
    if (window != null) {
      SqlExpression.Frame frame = window.frame();
      head.append("over").append(window.partition().size()).append(frame.byRows());
      head.append(frame.start().kind()).append(frame.end().kind());
      appendOrder(window.order(), head);
    }
    return head.toString();
  }

  private static void appendOrder(List<SqlQuery.SortItem> order, StringBuilder head) {
    order.forEach(
        item -> head.append(item.descending() ? 'd' : 'a').append(item.nullsFirst() ? 'f' : 'l'));
  }
}
