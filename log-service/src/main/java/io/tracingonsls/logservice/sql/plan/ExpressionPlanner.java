// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.exec.Aggregates;
import io.tracingonsls.logservice.sql.exec.WindowFunctions;
import io.tracingonsls.logservice.sql.function.Casts;
import io.tracingonsls.logservice.sql.function.Coalesce;
import io.tracingonsls.logservice.sql.function.ColumnValue;
import io.tracingonsls.logservice.sql.function.Conditional;
import io.tracingonsls.logservice.sql.function.Constant;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.function.Functions;
import io.tracingonsls.logservice.sql.function.IsNullTest;
import io.tracingonsls.logservice.sql.function.Logic;
import io.tracingonsls.logservice.sql.function.Negation;
import io.tracingonsls.logservice.sql.function.SyntaxCalls;
import io.tracingonsls.logservice.sql.function.TryExpression;
import io.tracingonsls.logservice.sql.syntax.Place;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Call;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns syntax into typed expressions over the columns of one relation. */
final class ExpressionPlanner {
  private final Planned relation;
  private final SubqueryPlanner subqueries;
  private final Functions functions;
  private final Casts casts;
  private final Operators operators;
  private final Function<SqlExpression, @Nullable Expression> intercept;

  /**
   * A planner.
   *
   * @param relation gives meaning to names
   * @param intercept asked first for every expression; null means "plan it normally"
   */
  ExpressionPlanner(
      Planned relation,
      SubqueryPlanner subqueries,
      Function<SqlExpression, @Nullable Expression> intercept) {
    this.relation = relation;
    this.subqueries = subqueries;
    this.functions = subqueries.functions();
    this.casts = subqueries.casts();
    this.operators = new Operators(functions);
    this.intercept = intercept;
  }

  Expression plan(SqlExpression e) {
    Expression taken = intercept.apply(e);
    return Folded.of(taken != null ? taken : normal(e));
  }

  /** An expression that must be a condition. */
  Expression condition(SqlExpression e, String what) {
    Expression planned = plan(e);
    if (planned.type().is(SqlType.Kind.UNKNOWN)) {
      return Casts.implicit(planned, SqlType.BOOLEAN);
    }
    if (!planned.type().is(SqlType.Kind.BOOLEAN)) {
      throw e.place().error(what + " must evaluate to a boolean: actual type " + planned.type());
    }
    return planned;
  }

  private Expression normal(SqlExpression e) {
    Place place = e.place();
    if (e instanceof SqlExpression.Name name) {
      return column(name);
    }
    if (e instanceof SqlExpression.Binary binary) {
      return binary(binary);
    }
    if (e instanceof Call call) {
      return call(call);
    }
    if (e instanceof SqlExpression.Not not) {
      return new Negation(condition(not.operand(), "Value of logical NOT"));
    }
    if (e instanceof SqlExpression.Negate negate) {
      return operators.negate(place, plan(negate.operand()));
    }
    if (e instanceof SqlExpression.Between between) {
      return between(between);
    }
    if (e instanceof SqlExpression.In in) {
      List<Expression> list = in.list().stream().map(this::plan).toList();
      return operators.in(place, plan(in.operand()), list);
    }
    if (e instanceof SqlExpression.InQuery in) {
      return subqueries.in(place, plan(in.operand()), in.query());
    }
    if (e instanceof SqlExpression.Like like) {
      return like(like);
    }
    if (e instanceof SqlExpression.IsNull isNull) {
      return new IsNullTest(plan(isNull.operand()));
    }
    if (e instanceof SqlExpression.Case choice) {
      return choice(choice);
    }
    if (e instanceof SqlExpression.Cast cast) {
      return casts.cast(place, plan(cast.operand()), cast.type(), cast.orNull());
    }
    return special(e);
  }

  private Expression special(SqlExpression e) {
    Place place = e.place();
    if (e instanceof SqlExpression.ArrayValue array) {
      List<Expression> elements = array.elements().stream().map(this::plan).toList();
      SqlType common =
          operators.common(place, elements, "All ARRAY elements must be the same type");
      return SyntaxCalls.array(
          common, elements.stream().map(x -> Casts.implicit(x, common)).toList());
    }
    if (e instanceof SqlExpression.Subscript subscript) {
      return operators.subscript(place, plan(subscript.base()), plan(subscript.index()));
    }
    if (e instanceof SqlExpression.Scalar scalar) {
      return subqueries.scalar(scalar.query());
    }
    if (e instanceof SqlExpression.Exists exists) {
      return subqueries.exists(exists.query());
    }
    return literal(e);
  }

  private Expression literal(SqlExpression e) {
    if (e instanceof SqlExpression.StringValue value) {
      return new Constant(SqlType.VARCHAR, value.value());
    }
    if (e instanceof SqlExpression.LongValue value) {
      return new Constant(SqlType.BIGINT, value.value());
    }
    if (e instanceof SqlExpression.DoubleValue value) {
      return new Constant(SqlType.DOUBLE, value.value());
    }
    if (e instanceof SqlExpression.BooleanValue value) {
      return new Constant(SqlType.BOOLEAN, value.value());
    }
    if (e instanceof SqlExpression.TypedValue value) {
      return casts.cast(
          e.place(), new Constant(SqlType.VARCHAR, value.value()), value.type(), false);
    }
    if (e instanceof SqlExpression.Interval interval) {
      return new Constant(SqlType.INTERVAL, Operators.millis(interval));
    }
    if (e instanceof SqlExpression.Null) {
      return new Constant(SqlType.UNKNOWN, null);
    }
    throw e.place().unsupported(e.getClass().getSimpleName());
  }

  private Expression column(SqlExpression.Name name) {
    int index = relation.find(name);
    if (index < 0) {
      throw unresolved(name);
    }
    Field field = relation.fields().get(index);
    field.use();
    return new ColumnValue(field.type(), index);
  }

  static QueryException unresolved(SqlExpression.Name name) {
    return name.place()
        .error("Column '"
            + String.join(".", name.parts())
            + "' cannot be resolved;please add the column in the index attribute");
  }

  private Expression binary(SqlExpression.Binary binary) {
    BinaryOperator operator = binary.operator();
    if (operator == BinaryOperator.AND || operator == BinaryOperator.OR) {
      String what = "Value of logical " + operator.symbol();
      return new Logic(
          operator == BinaryOperator.AND,
          condition(binary.left(), what),
          condition(binary.right(), what));
    }
    return operators.binary(binary.place(), operator, plan(binary.left()), plan(binary.right()));
  }

  private Expression between(SqlExpression.Between between) {
    Expression value = plan(between.operand());
    Place place = between.place();
    return new Logic(
        true,
        operators.binary(place, BinaryOperator.GREATER_OR_EQUAL, value, plan(between.low())),
        operators.binary(place, BinaryOperator.LESS_OR_EQUAL, value, plan(between.high())));
  }

  private Expression like(SqlExpression.Like like) {
    Expression text = plan(like.operand());
    Expression pattern = plan(like.pattern());
    SqlExpression escape = like.escape();
    Expression escapeText = escape == null ? null : plan(escape);
    for (Expression part :
        escapeText == null ? List.of(text, pattern) : List.of(text, pattern, escapeText)) {
      if (!part.type().convertsTo(SqlType.VARCHAR)) {
        throw like.place()
            .error("LIKE expression must evaluate to a varchar (actual: " + part.type() + ")");
      }
    }
    return SyntaxCalls.like(
        Casts.implicit(text, SqlType.VARCHAR),
        Casts.implicit(pattern, SqlType.VARCHAR),
        escapeText == null ? null : Casts.implicit(escapeText, SqlType.VARCHAR));
  }

  private Expression choice(SqlExpression.Case choice) {
    SqlExpression operand = choice.operand();
    Expression value = operand == null ? null : plan(operand);
    List<Expression> conditions = new ArrayList<>();
    List<Expression> results = new ArrayList<>();
    for (SqlExpression.When when : choice.whens()) {
      conditions.add(
          value == null
              ? condition(when.condition(), "CASE WHEN clause")
              : operators.binary(
                  when.condition().place(), BinaryOperator.EQUAL, value, plan(when.condition())));
      results.add(plan(when.result()));
    }
    SqlExpression otherwise = choice.otherwise();
    results.add(otherwise == null ? new Constant(SqlType.UNKNOWN, null) : plan(otherwise));
    return conditional(
        choice.place(), conditions, results, "All CASE results must be the same type");
  }

  /** The last of {@code results} is for "otherwise". */
  private Expression conditional(
      Place place, List<Expression> conditions, List<Expression> results, String problem) {
    SqlType type = operators.common(place, results, problem);
    List<Expression> converted =
        results.stream().map(x -> Casts.implicit(x, type)).toList();
    return new Conditional(
        type,
        conditions,
        converted.subList(0, converted.size() - 1),
        converted.get(converted.size() - 1));
  }

  private Expression call(Call call) {
    Place place = call.place();
    if (call.window() != null) {
      throw place.error("window functions are not allowed here: " + call.name());
    }
    if (Aggregates.knows(call.name())) {
      throw place.error("aggregate functions are not allowed here: " + call.name());
    }
    if (WindowFunctions.knows(call.name())) {
      throw place.error("Window function " + call.name() + " requires an OVER clause");
    }
    if (call.star() || call.distinct() || call.filter() != null || !call.order().isEmpty()) {
      throw place.error(
          "DISTINCT, FILTER, ORDER BY and * need an aggregate function: " + call.name());
    }
    List<SqlExpression> arguments = call.arguments();
    Expression member = jsonMember(call);
    if (member != null) {
      return member;
    }
    return switch (call.name()) {
      case "if" -> ifCall(call);
      case "try" -> new TryExpression(plan(single(call)));
      case "coalesce" -> coalesce(call);
      case "nullif" -> nullIf(call);
      default ->
        functions.call(place, call.name(), arguments.stream().map(this::plan).toList());
    };
  }

  /**
   * {@code json_extract_scalar(field, '$.member')} over a json key of the log reads the member's own column: the engine has
   * taken the objects apart when they were written.
   */
  private @Nullable Expression jsonMember(Call call) {
    StatementNames.JsonMember member = StatementNames.JsonMember.of(call);
    if (member == null
        || !(call.arguments().get(0) instanceof SqlExpression.Name name)
        || relation.find(name) < 0) {
      return null;
    }
    List<String> parts = new ArrayList<>(name.parts());
    parts.set(parts.size() - 1, Field.leafName(member.field(), member.member()));
    SqlExpression.Name leaf = new SqlExpression.Name(call.place(), parts);
    return relation.find(leaf) < 0 ? null : column(leaf);
  }

  private static SqlExpression single(Call call) {
    if (call.arguments().size() != 1) {
      throw call.place().error("The '" + call.name() + "' function must have exactly one argument");
    }
    return call.arguments().get(0);
  }

  private Expression ifCall(Call call) {
    List<SqlExpression> arguments = call.arguments();
    if (arguments.size() < 2 || arguments.size() > 3) {
      throw call.place().error("Invalid number of arguments for 'if' function");
    }
    Expression condition = condition(arguments.get(0), "IF condition");
    List<Expression> results = new ArrayList<>(List.of(plan(arguments.get(1))));
    results.add(
        arguments.size() == 3 ? plan(arguments.get(2)) : new Constant(SqlType.UNKNOWN, null));
    return conditional(
        call.place(), List.of(condition), results, "Result types for IF must be the same");
  }

  private Expression coalesce(Call call) {
    if (call.arguments().size() < 2) {
      throw call.place().error("The 'coalesce' function must have at least two arguments");
    }
    List<Expression> arguments = call.arguments().stream().map(this::plan).toList();
    SqlType type =
        operators.common(call.place(), arguments, "All COALESCE operands must be the same type");
    return new Coalesce(
        type, arguments.stream().map(x -> Casts.implicit(x, type)).toList());
  }

  private Expression nullIf(Call call) {
    if (call.arguments().size() != 2) {
      throw call.place().error("Invalid number of arguments for 'nullif' function");
    }
    Expression a = plan(call.arguments().get(0));
    Expression b = plan(call.arguments().get(1));
    Expression equal = operators.binary(call.place(), BinaryOperator.EQUAL, a, b);
    return SyntaxCalls.nullIf(a, equal);
  }
}
