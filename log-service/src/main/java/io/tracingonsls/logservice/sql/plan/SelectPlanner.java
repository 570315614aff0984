// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.Aggregates;
import io.tracingonsls.logservice.sql.exec.FilterOperator;
import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.exec.ProjectOperator;
import io.tracingonsls.logservice.sql.exec.SortKey;
import io.tracingonsls.logservice.sql.exec.SortOperator;
import io.tracingonsls.logservice.sql.exec.TopHint;
import io.tracingonsls.logservice.sql.function.ColumnValue;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.Call;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.Select;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.SortItem;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans one select: from, where, grouping, having, windows, the list, distinct, order. Each step's output is a relation whose
 * columns the next step's expressions refer to.
 */
final class SelectPlanner {
  private static final long MAX_TOP = 10_000;

  private final QueryPlanner queries;
  private final Select select;
  private final List<SortItem> order;
  private final boolean outermost;
  private final SubqueryPlanner subqueries;
  private @Nullable LogScan scan;
  private @Nullable ColumnConditions conditionsOfScan;
  private @Nullable Operator filtered;

  SelectPlanner(QueryPlanner queries, Select select, List<SortItem> order, boolean outermost) {
    this.queries = queries;
    this.select = select;
    this.order = order;
    this.outermost = outermost;
    this.subqueries = new SubqueryPlanner(queries, queries.context());
  }

  /** {@code wanted}: how many rows, in order, will be looked at. */
  Planned plan(long wanted) {
    Planned input = filtered();
    List<OutputColumn> outputs = outputs(input);
    Map<String, OutputColumn> byName = byName(outputs);
    List<SqlExpression> later = new ArrayList<>();
    outputs.forEach(output -> later.add(output.source));
    SqlExpression having = select.having();
    if (having != null) {
      later.add(having);
    }
    order.forEach(item -> later.add(orderSource(item, outputs, byName)));
    Step step = grouped(input, outputs, byName, later, wanted);
    if (having != null) {
      Expression condition = step.planner.condition(having, "HAVING clause");
      step = step.over(new FilterOperator(step.relation.operator(), condition));
    }
    WindowPlanner windows = new WindowPlanner(queries, step.relation, step.planner);
    Planned windowed = windows.plan(later);
    ExpressionPlanner last = windows.planner(windowed, subqueries, step.intercept);
    return projected(windowed, last, outputs, byName, wanted);
  }

  /** One item of the select list, stars expanded. */
  private record OutputColumn(String name, SqlExpression source, boolean named) {}

  private Planned filtered() {
    SqlQuery.Relation from = select.from();
    List<SqlExpression> conditions = Syntax.conjuncts(select.where());
    for (SqlExpression condition : conditions) {
      rejectAggregates(condition);
    }
    RelationPlanner relations = new RelationPlanner(queries);
    if (from == null && !outermost) {
      throw select.place().error("a sub-query needs 'from log'");
    }
    Planned input =
        from == null ? relations.log(conditions, "log") : relations.plan(from, conditions);
    if (input.operator() instanceof LogScan log) {
      scan = log;
      conditionsOfScan = new ColumnConditions(log, input, conditions, subqueries);
    }
    ExpressionPlanner planner = new ExpressionPlanner(input, subqueries, e -> null);
    for (SqlExpression condition : conditions) {
      Expression planned = planner.condition(condition, "WHERE clause");
      input = new Planned(new FilterOperator(input.operator(), planned), input.fields());
    }
    filtered = input.operator();
    return input;
  }

  private static void rejectAggregates(SqlExpression condition) {
    Syntax.walk(condition, e -> {
      if (e instanceof Call call && (Aggregates.knows(call.name()) || call.window() != null)) {
        throw call.place()
            .error(
                "WHERE clause cannot contain aggregations, window functions or grouping operations: "
                    + call.name());
      }
    });
  }

  private List<OutputColumn> outputs(Planned input) {
    List<OutputColumn> outputs = new ArrayList<>();
    for (SqlQuery.Item item : select.items()) {
      SqlExpression expression = item.expression();
      if (expression == null) {
        addStar(item, input, outputs);
      } else {
        outputs.add(output(item, expression, outputs.size()));
      }
    }
    return outputs;
  }

  private static OutputColumn output(SqlQuery.Item item, SqlExpression expression, int index) {
    String alias = item.alias();
    if (alias != null) {
      return new OutputColumn(alias, expression, true);
    }
    return expression instanceof SqlExpression.Name name
        ? new OutputColumn(name.last(), expression, true)
        : new OutputColumn("_col" + index, expression, false);
  }

  private static void addStar(SqlQuery.Item item, Planned input, List<OutputColumn> outputs) {
    int before = outputs.size();
    String qualifier = item.qualifier();
    for (Field field : input.fields()) {
      if (!field.hidden() && (qualifier == null || field.hasQualifier(qualifier))) {
        outputs.add(new OutputColumn(
            field.name(), new SqlExpression.Name(item.place(), List.of(field.identity())), true));
      }
    }
    if (outputs.size() == before) {
      throw item.place()
          .error(
              qualifier == null
                  ? "SELECT * not allowed from relation that has no columns"
                  : "Table '" + qualifier + "' not found");
    }
  }

  private static Map<String, OutputColumn> byName(List<OutputColumn> outputs) {
    Map<String, OutputColumn> byName = new HashMap<>();
    for (OutputColumn output : outputs) {
      if (output.named) {
        byName.putIfAbsent(output.name.toLowerCase(Locale.ROOT), output);
      }
    }
    return byName;
  }

  private static SqlExpression orderSource(
      SortItem item, List<OutputColumn> outputs, Map<String, OutputColumn> byName) {
    int position = QueryPlanner.position(item.expression(), outputs.size());
    if (position >= 0) {
      return outputs.get(position).source;
    }
    return aliased(item.expression(), byName);
  }

  /** What a bare name stands for when it is the name of an output column. */
  private static SqlExpression aliased(SqlExpression expression, Map<String, OutputColumn> byName) {
    if (expression instanceof SqlExpression.Name name && name.parts().size() == 1) {
      OutputColumn output = byName.get(name.last().toLowerCase(Locale.ROOT));
      return output == null ? expression : output.source;
    }
    return expression;
  }

  /** A relation and how to plan expressions over it. */
  private record Step(
      Planned relation,
      ExpressionPlanner planner,
      Function<SqlExpression, @Nullable Expression> intercept) {
    private Step over(Operator operator) {
      return new Step(new Planned(operator, relation.fields()), planner, intercept);
    }
  }

  private Step grouped(
      Planned input,
      List<OutputColumn> outputs,
      Map<String, OutputColumn> byName,
      List<SqlExpression> later,
      long wanted) {
    List<Call> calls = aggregates(later);
    if (select.groupBy().isEmpty() && calls.isEmpty() && select.having() == null) {
      Function<SqlExpression, @Nullable Expression> nothing = e -> null;
      return new Step(input, new ExpressionPlanner(input, subqueries, nothing), nothing);
    }
    GroupPlanner groups = new GroupPlanner(queries, subqueries, input, conditionsOfScan);
    for (SqlExpression key : select.groupBy()) {
      int position = QueryPlanner.position(key, outputs.size());
      boolean isColumn = key instanceof SqlExpression.Name name && input.find(name) >= 0;
      groups.addKey(
          position >= 0 ? outputs.get(position).source : isColumn ? key : aliased(key, byName));
    }
    calls.forEach(groups::addCall);
    Planned relation = groups.relation(topHint(groups, outputs, byName, wanted));
    return new Step(
        relation,
        new ExpressionPlanner(relation, subqueries, groups::intercept),
        groups::intercept);
  }

  /** A hint for scan and grouping when the select is about the groups with the highest maximum; else null. */
  private @Nullable TopHint topHint(
      GroupPlanner groups,
      List<OutputColumn> outputs,
      Map<String, OutputColumn> byName,
      long wanted) {
    LogScan log = scan;
    boolean plain =
        select.having() == null && !select.distinct() && wanted > 0 && wanted <= MAX_TOP;
    if (log == null
        || !plain
        || order.isEmpty()
        || !order.get(0).descending()
        || order.get(0).nullsFirst()) {
      return null;
    }
    boolean windows = outputs.stream()
        .anyMatch(output ->
            Syntax.contains(output.source, e -> e instanceof Call call && call.window() != null));
    Expression maximized = groups.onlyMaximum(orderSource(order.get(0), outputs, byName));
    if (windows || maximized == null) {
      return null;
    }
    TopHint hint = new TopHint(maximized, log.columns(), (int) wanted);
    if (!hint.isPossible()) {
      return null;
    }
    log.hint(hint);
    return hint;
  }

  /** Aggregate calls that are not window functions themselves, wherever they stand. */
  private static List<Call> aggregates(List<SqlExpression> expressions) {
    List<Call> calls = new ArrayList<>();
    for (SqlExpression expression : expressions) {
      Syntax.walk(expression, e -> {
        if (e instanceof Call call && call.window() == null && Aggregates.knows(call.name())) {
          calls.add(call);
        }
      });
    }
    return calls;
  }

  private Planned projected(
      Planned input,
      ExpressionPlanner planner,
      List<OutputColumn> outputs,
      Map<String, OutputColumn> byName,
      long wanted) {
    List<Expression> columns = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (OutputColumn output : outputs) {
      Expression column = planner.plan(output.source);
      columns.add(column);
      fields.add(new Field(null, output.name, column.type()));
    }
    int visible = columns.size();
    List<SortKey> keys = new ArrayList<>();
    for (SortItem item : order) {
      int index = sortColumn(item, planner, outputs, byName, columns);
      keys.add(QueryPlanner.sortKey(new ColumnValue(columns.get(index).type(), index), item));
    }
    Planned planned = new Planned(new ProjectOperator(input.operator(), columns), fields);
    if (select.distinct()) {
      if (columns.size() > visible) {
        throw order
            .get(0)
            .expression()
            .place()
            .error("For SELECT DISTINCT, ORDER BY expressions must appear in select list");
      }
      ColumnConditions conditions = input.operator().equals(filtered) ? conditionsOfScan : null;
      Operator counts =
          conditions != null && columns.size() == 1 && columns.get(0) instanceof ColumnValue column
              ? conditions.counts(column.index(), 0)
              : null;
      planned = counts == null ? queries.distinct(planned) : new Planned(counts, fields);
    }
    return keys.isEmpty() ? planned : sorted(planned, columns, visible, keys, wanted);
  }

  /** The projected column to sort by; appended when the select list does not have it. */
  private int sortColumn(
      SortItem item,
      ExpressionPlanner planner,
      List<OutputColumn> outputs,
      Map<String, OutputColumn> byName,
      List<Expression> columns) {
    SqlExpression source = orderSource(item, outputs, byName);
    String key = Syntax.key(source, SelectPlanner::plainName);
    for (int i = 0; i < outputs.size(); i++) {
      if (Syntax.key(outputs.get(i).source, SelectPlanner::plainName).equals(key)) {
        return i;
      }
    }
    columns.add(planner.plan(source));
    return columns.size() - 1;
  }

  private static String plainName(SqlExpression.Name name) {
    return "name:" + String.join("\0", name.parts()).toLowerCase(Locale.ROOT);
  }

  private Planned sorted(
      Planned planned, List<Expression> columns, int visible, List<SortKey> keys, long wanted) {
    List<SqlType> types = columns.stream().map(Expression::type).toList();
    Operator sort = new SortOperator(
        planned.operator(), types, keys, wanted, queries.context().guard());
    if (columns.size() == visible) {
      return new Planned(sort, planned.fields());
    }
    List<Expression> kept = new ArrayList<>();
    for (int i = 0; i < visible; i++) {
      kept.add(new ColumnValue(types.get(i), i));
    }
    return new Planned(new ProjectOperator(sort, kept), planned.fields());
  }
}
