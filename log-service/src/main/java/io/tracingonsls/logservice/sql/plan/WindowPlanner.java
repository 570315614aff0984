// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.Aggregates;
import io.tracingonsls.logservice.sql.exec.SortKey;
import io.tracingonsls.logservice.sql.exec.WindowFrame;
import io.tracingonsls.logservice.sql.exec.WindowFunction;
import io.tracingonsls.logservice.sql.exec.WindowFunctions;
import io.tracingonsls.logservice.sql.exec.WindowOperator;
import io.tracingonsls.logservice.sql.function.ColumnValue;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Bound;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BoundKind;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Call;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Window;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans window functions: one operator per distinct window, each adding a column per function. */
final class WindowPlanner {
  private final QueryPlanner queries;
  private final Planned input;
  private final ExpressionPlanner planner;
  private final Map<String, Integer> columns = new LinkedHashMap<>();
  private final List<SqlType> types = new ArrayList<>();

  WindowPlanner(QueryPlanner queries, Planned input, ExpressionPlanner planner) {
    this.queries = queries;
    this.input = input;
    this.planner = planner;
  }

  /** The input with a column for every window function in the expressions. */
  Planned plan(List<SqlExpression> expressions) {
    Map<String, List<Call>> byWindow = new LinkedHashMap<>();
    for (SqlExpression expression : expressions) {
      Syntax.walk(expression, e -> collect(e, byWindow));
    }
    Planned planned = input;
    for (List<Call> calls : byWindow.values()) {
      planned = window(planned, calls);
    }
    return planned;
  }

  private static void collect(SqlExpression e, Map<String, List<Call>> byWindow) {
    if (!(e instanceof Call call)) {
      return;
    }
    Window window = call.window();
    if (window == null) {
      return;
    }
    boolean nested = Syntax.parts(call).stream()
        .anyMatch(part ->
            Syntax.contains(part, x -> x instanceof Call inner && inner.window() != null));
    if (nested) {
      throw call.place().error("Cannot nest window functions inside window function arguments");
    }
    StringBuilder key = new StringBuilder();
    window
        .partition()
        .forEach(part -> key.append(Syntax.key(part, WindowPlanner::name)).append(';'));
    window
        .order()
        .forEach(item -> key.append(Syntax.key(item.expression(), WindowPlanner::name))
            .append(item.descending())
            .append(item.nullsFirst()));
    byWindow.computeIfAbsent(key.toString(), k -> new ArrayList<>()).add(call);
  }

  private Planned window(Planned planned, List<Call> calls) {
    Window window = Objects.requireNonNull(calls.get(0).window());
    List<Expression> partition = window.partition().stream().map(planner::plan).toList();
    List<SortKey> order = new ArrayList<>();
    window
        .order()
        .forEach(item -> order.add(QueryPlanner.sortKey(planner.plan(item.expression()), item)));
    List<WindowFunction> functions = new ArrayList<>();
    for (Call call : calls) {
      if (columns.putIfAbsent(
              Syntax.key(call, WindowPlanner::name), input.fields().size() + types.size())
          == null) {
        WindowFunction function = function(call);
        functions.add(function);
        types.add(function.type());
      }
    }
    planned.fields().forEach(Field::use);
    List<Field> fields = new ArrayList<>(planned.fields());
    functions.forEach(function -> fields.add(new Field(null, "", function.type())));
    return new Planned(
        new WindowOperator(
            planned.operator(),
            planned.types(),
            partition,
            order,
            functions,
            queries.context().guard()),
        fields);
  }

  private WindowFunction function(Call call) {
    Window window = Objects.requireNonNull(call.window());
    if (call.distinct() || call.filter() != null || !call.order().isEmpty()) {
      throw call.place().unsupported("DISTINCT, FILTER or ORDER BY in a window function");
    }
    List<Expression> arguments = call.arguments().stream().map(planner::plan).toList();
    if (Aggregates.knows(call.name())) {
      Aggregates.Choice choice = GroupPlanner.choose(call, arguments);
      List<Expression> converted = GroupPlanner.converted(choice, arguments);
      return WindowFunctions.aggregate(
          call.name(), choice, converted, frame(window), queries.context().guard());
    }
    WindowFunction function = WindowFunctions.of(call.name(), arguments, frame(window));
    if (function == null) {
      throw WindowFunctions.knows(call.name())
          ? call.place().error("Unexpected parameters for function " + call.name())
          : call.place().error("Function " + call.name() + " not registered as a window function");
    }
    return function;
  }

  private WindowFrame frame(Window window) {
    BoundKind start = window.frame().start().kind();
    BoundKind end = window.frame().end().kind();
    if (start == BoundKind.UNBOUNDED_FOLLOWING) {
      throw window.place().error("Window frame start cannot be " + start);
    }
    if (end == BoundKind.UNBOUNDED_PRECEDING) {
      throw window.place().error("Window frame end cannot be " + end);
    }
    if (end.compareTo(start) < 0) {
      throw window.place().error("Window frame starting from " + start + " cannot end with " + end);
    }
    return new WindowFrame(
        window.frame().byRows(),
        edge(window.frame().start()),
        edge(window.frame().end()));
  }

  private WindowFrame.Edge edge(Bound bound) {
    SqlExpression given = bound.offset();
    Expression offset = given == null ? null : planner.plan(given);
    if (given != null && offset != null && !offset.type().is(SqlType.Kind.BIGINT)) {
      throw given.place().error("Window frame offset must be a bigint, not " + offset.type());
    }
    return new WindowFrame.Edge(bound.kind(), offset);
  }

  /** Plans over {@code windowed}; window calls become their columns, for the rest {@code inner} is asked. */
  ExpressionPlanner planner(
      Planned windowed,
      SubqueryPlanner subqueries,
      Function<SqlExpression, @Nullable Expression> inner) {
    return new ExpressionPlanner(windowed, subqueries, e -> {
      Integer column = e instanceof Call ? columns.get(Syntax.key(e, WindowPlanner::name)) : null;
      return column == null
          ? inner.apply(e)
          : new ColumnValue(types.get(column - input.fields().size()), column);
    });
  }

  private static String name(SqlExpression.Name name) {
    return "name:" + String.join("\0", name.parts()).toLowerCase(Locale.ROOT);
  }
}
