// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.AggregateOperator;
import io.tracingonsls.logservice.sql.exec.Aggregates;
import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.exec.TopHint;
import io.tracingonsls.logservice.sql.function.Casts;
import io.tracingonsls.logservice.sql.function.ColumnValue;
import io.tracingonsls.logservice.sql.function.Constant;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Call;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans grouping: keys and aggregate calls over the input become columns; everything later refers to those. */
final class GroupPlanner {
  private static final int MAX_KEYS = 100;

  private final QueryPlanner queries;
  private final Planned input;
  private final ExpressionPlanner inputPlanner;
  private final @Nullable ColumnConditions conditions;
  private final List<Expression> keys = new ArrayList<>();
  private final List<AggregateOperator.Call> calls = new ArrayList<>();
  private final Map<String, Integer> keyColumns = new LinkedHashMap<>();
  private final Map<String, Integer> callNumbers = new LinkedHashMap<>();
  private boolean onlyCounts = true;

  /** {@code conditions} are those that the input's rows meet, if these are rows of the log; else null. */
  GroupPlanner(
      QueryPlanner queries,
      SubqueryPlanner subqueries,
      Planned input,
      @Nullable ColumnConditions conditions) {
    this.queries = queries;
    this.input = input;
    this.conditions = conditions;
    this.inputPlanner = new ExpressionPlanner(input, subqueries, e -> null);
  }

  void addKey(SqlExpression expression) {
    Expression key = inputPlanner.plan(expression);
    if (keys.size() == MAX_KEYS) {
      throw expression.place().error("more than " + MAX_KEYS + " GROUP BY expressions");
    }
    if (key.type().is(SqlType.Kind.UNKNOWN)) {
      key = Casts.implicit(key, SqlType.VARCHAR);
    }
    keyColumns.putIfAbsent(key(expression), keys.size());
    keys.add(key);
  }

  void addCall(Call call) {
    if (callNumbers.containsKey(key(call))) {
      return;
    }
    if (!call.order().isEmpty()) {
      throw call.place().unsupported("ORDER BY inside " + call.name());
    }
    if (call.star() && !call.name().equals("count")) {
      throw call.place().error("Unexpected parameters (*) for function " + call.name());
    }
    List<Expression> arguments =
        call.arguments().stream().map(inputPlanner::plan).toList();
    onlyCounts &= countsRows(call, arguments);
    Aggregates.Choice choice = choose(call, arguments);
    SqlExpression filter = call.filter();
    Expression condition = filter == null ? null : inputPlanner.condition(filter, "FILTER clause");
    callNumbers.put(key(call), calls.size());
    calls.add(new AggregateOperator.Call(
        choice, call.distinct(), converted(choice, arguments), condition));
  }

  /** The aggregate that fits the arguments. */
  static Aggregates.Choice choose(Call call, List<Expression> arguments) {
    List<SqlType> types = arguments.stream().map(Expression::type).toList();
    Aggregates.Choice choice = Aggregates.choose(call.name(), types);
    if (choice == null) {
      String given = types.stream().map(SqlType::toString).collect(Collectors.joining(", "));
      throw call.place().error("Unexpected parameters (" + given + ") for function " + call.name());
    }
    return choice;
  }

  static List<Expression> converted(Aggregates.Choice choice, List<Expression> arguments) {
    List<Expression> converted = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      converted.add(Casts.implicit(arguments.get(i), choice.parameters().get(i)));
    }
    return converted;
  }

  /** What the only aggregate call is the maximum of, if that is a bigint; else null. */
  @Nullable
  Expression onlyMaximum(SqlExpression expression) {
    boolean candidate = calls.size() == 1
        && !keys.isEmpty()
        && callNumbers.containsKey(key(expression))
        && expression instanceof Call call
        && call.name().equals("max")
        && call.filter() == null
        && calls.get(0).arguments().get(0).type().is(SqlType.Kind.BIGINT);
    return candidate ? calls.get(0).arguments().get(0) : null;
  }

  /** The grouped rows; their columns have no names, they are found by {@link #intercept}. */
  Planned relation(@Nullable TopHint hint) {
    List<Field> fields = new ArrayList<>();
    keys.forEach(key -> fields.add(new Field(null, "", key.type())));
    calls.forEach(call -> fields.add(new Field(null, "", call.choice().result())));
    Operator counts = counts();
    if (counts != null) {
      return new Planned(counts, fields);
    }
    return new Planned(
        new AggregateOperator(input.operator(), keys, calls, queries.context().guard(), hint),
        fields);
  }

  /** Counting the values of one stored column, if that is all that is asked; else null. */
  private @Nullable Operator counts() {
    return onlyCounts
            && keys.size() == 1
            && conditions != null
            && keys.get(0) instanceof ColumnValue column
        ? conditions.counts(column.index(), calls.size())
        : null;
  }

  /** Whether a call counts all rows of a group. */
  private static boolean countsRows(Call call, List<Expression> arguments) {
    boolean all = call.star()
        || (arguments.size() == 1
            && arguments.get(0) instanceof Constant constant
            && !constant.evaluate(Batch.of(1)).isNull(0));
    return call.name().equals("count") && all && !call.distinct() && call.filter() == null;
  }

  /** The column that holds an expression already computed by grouping, or null. */
  @Nullable
  Expression intercept(SqlExpression expression) {
    String key = key(expression);
    Integer column = keyColumns.get(key);
    if (column != null) {
      return new ColumnValue(keys.get(column).type(), column);
    }
    Integer call = callNumbers.get(key);
    if (call != null) {
      return new ColumnValue(calls.get(call).choice().result(), keys.size() + call);
    }
    if (expression instanceof SqlExpression.Name name) {
      if (input.find(name) < 0) {
        throw ExpressionPlanner.unresolved(name);
      }
      throw name.place()
          .error(
              "'" + name.last() + "' must be an aggregate expression or appear in GROUP BY clause");
    }
    return null;
  }

  private String key(SqlExpression expression) {
    return Syntax.key(expression, this::field);
  }

  /** A name by the field it means, so that {@code t.a} and {@code A} are the same. */
  private String field(SqlExpression.Name name) {
    int index = input.find(name);
    return index >= 0
        ? "field:" + index
        : "name:" + String.join(".", name.parts()).toLowerCase(Locale.ROOT);
  }
}
