// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.FilterOperator;
import io.tracingonsls.logservice.sql.exec.JoinOperator;
import io.tracingonsls.logservice.sql.exec.ScanColumn;
import io.tracingonsls.logservice.sql.exec.SelfJoinOperator;
import io.tracingonsls.logservice.sql.exec.UnnestOperator;
import io.tracingonsls.logservice.sql.function.Casts;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.function.Logic;
import io.tracingonsls.logservice.sql.syntax.Place;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import io.tracingonsls.logservice.sql.syntax.SqlQuery.JoinType;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans what stands in a {@code from}. Conditions of the {@code where} go as far down as they can: to one side of a join, or
 * into its keys.
 */
final class RelationPlanner {
  private final QueryPlanner queries;
  private final PlanContext context;
  private final SubqueryPlanner subqueries;

  RelationPlanner(QueryPlanner queries) {
    this.queries = queries;
    this.context = queries.context();
    this.subqueries = new SubqueryPlanner(queries, context);
  }

  /** Plans a relation; conditions it has applied are removed from {@code conditions}. */
  Planned plan(SqlQuery.Relation relation, List<SqlExpression> conditions) {
    queries.countRelation(relation.place());
    if (relation instanceof SqlQuery.Table table) {
      return table(table, conditions);
    }
    if (relation instanceof SqlQuery.Derived derived) {
      Planned planned = queries.plan(derived.query(), false);
      return planned.renamed(derived.alias(), checked(derived.columns(), planned, derived.place()));
    }
    if (relation instanceof SqlQuery.Join join) {
      return join.right() instanceof SqlQuery.Unnest unnest
          ? unnest(join, unnest, conditions)
          : join(join, conditions);
    }
    throw relation.place().unsupported("UNNEST without CROSS JOIN");
  }

  private static List<String> checked(List<String> columns, Planned planned, Place place) {
    if (!columns.isEmpty() && columns.size() != planned.fields().size()) {
      throw place.error("Column alias list has " + columns.size() + " entries but relation has "
          + planned.fields().size() + " columns");
    }
    return columns;
  }

  private Planned table(SqlQuery.Table table, List<SqlExpression> conditions) {
    Planned named = queries.named(table.name());
    if (named != null) {
      return named.renamed(
          table.alias() == null ? table.name() : table.alias(),
          checked(table.columns(), named, table.place()));
    }
    boolean isLog = table.name().equalsIgnoreCase("log") || table.name().equals(context.logstore());
    if (!isLog) {
      throw table.place().error("Table '" + table.name() + "' does not exist (expected: log)");
    }
    Planned log = log(conditions, table.alias() == null ? table.name() : table.alias());
    return table.columns().isEmpty()
        ? log
        : log.renamed(table.alias(), checked(table.columns(), log, table.place()));
  }

  /** The log itself, over the time range that the conditions ask for. */
  Planned log(List<SqlExpression> conditions, String qualifier) {
    LogSchema schema = new LogSchema(context.index().current());
    Map<String, ScanColumn> columns = new LinkedHashMap<>();
    if (queries.names().star()) {
      columns.putAll(schema.all());
    }
    for (String name : queries.names().names()) {
      ScanColumn column = schema.find(name);
      if (column != null && columns.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
        columns.put(name, column);
      }
    }
    for (StatementNames.JsonMember member : queries.names().members()) {
      ScanColumn column = schema.member(member.field(), member.member());
      if (column != null) {
        columns.put(Field.leafName(member.field(), member.member()), column);
      }
    }
    List<Field> fields = new ArrayList<>();
    columns.forEach((name, column) -> fields.add(new Field(qualifier, name, column.type())));
    TimePredicate range = TimePredicate.of(conditions, qualifier, context.source(), this::constant);
    context.source().announce(range.fromSeconds(), range.toSeconds());
    LogScan scan =
        new LogScan(context, range.fromSeconds(), range.toSeconds(), List.copyOf(columns.values()));
    return new Planned(scan, fields);
  }

  private @Nullable Expression constant(SqlExpression expression) {
    boolean hasColumns = Syntax.contains(expression, e -> e instanceof SqlExpression.Name)
        || Syntax.hasQuery(expression);
    if (hasColumns) {
      return null;
    }
    return new ExpressionPlanner(new Planned(() -> null, List.of()), subqueries, e -> null)
        .plan(expression);
  }

  private Planned join(SqlQuery.Join join, List<SqlExpression> conditions) {
    boolean inner = join.type() == JoinType.INNER || join.type() == JoinType.CROSS;
    List<SqlExpression> forLeft =
        inner || join.type() == JoinType.LEFT ? conditions : new ArrayList<>();
    List<SqlExpression> forRight =
        inner || join.type() == JoinType.RIGHT ? conditions : new ArrayList<>();
    Planned left = plan(join.left(), forLeft);
    Planned right = plan(join.right(), forRight);
    left = pushed(left, right, forLeft);
    right = pushed(right, left, forRight);
    List<SqlExpression> on = Syntax.conjuncts(join.condition());
    if (inner) {
      left = pushed(left, right, on);
      right = pushed(right, left, on);
    }
    JoinKeys keys = new JoinKeys();
    for (String column : join.using()) {
      SqlExpression.Name name = new SqlExpression.Name(join.place(), List.of(column));
      if (!keys.add(planner(left).plan(name), planner(right).plan(name))) {
        throw join.place().error("Column types of USING clause do not match: " + column);
      }
    }
    take(on, left, right, keys);
    if (inner) {
      take(conditions, left, right, keys);
    }
    if (!(join.right() instanceof SqlQuery.Join)) {
      right
          .fields()
          .forEach(Field::unuse); // keys and pushed conditions are computed before rows are kept
    }
    Planned joined = joined(join, left, right, keys, on);
    return join.using().isEmpty() ? joined : UsingColumns.merged(join, left, right, joined);
  }

  /** Keys of a join, pairwise of one type. */
  private static final class JoinKeys {
    private final List<Expression> left = new ArrayList<>();
    private final List<Expression> right = new ArrayList<>();

    private boolean add(Expression a, Expression b) {
      SqlType type = SqlType.common(a.type(), b.type());
      if (type == null || type.is(SqlType.Kind.UNKNOWN)) {
        return false;
      }
      left.add(Casts.implicit(a, type));
      right.add(Casts.implicit(b, type));
      return true;
    }
  }

  private ExpressionPlanner planner(Planned relation) {
    return new ExpressionPlanner(relation, subqueries, e -> null);
  }

  /** Applies the conditions that only concern {@code side}, and removes them. */
  private Planned pushed(Planned side, Planned other, List<SqlExpression> conditions) {
    Planned filtered = side;
    for (SqlExpression condition : List.copyOf(conditions)) {
      if (concerns(condition, side) && !touches(condition, other)) {
        Expression planned = planner(side).condition(condition, "WHERE clause");
        filtered = new Planned(new FilterOperator(filtered.operator(), planned), side.fields());
        conditions.remove(condition);
      }
    }
    return filtered;
  }

  /** Takes equalities between the two sides as keys, and removes them. */
  private void take(List<SqlExpression> conditions, Planned left, Planned right, JoinKeys keys) {
    for (SqlExpression condition : List.copyOf(conditions)) {
      if (!(condition instanceof SqlExpression.Binary equality)
          || equality.operator() != BinaryOperator.EQUAL) {
        continue;
      }
      boolean straight = only(equality.left(), left, right) && only(equality.right(), right, left);
      boolean crossed = only(equality.left(), right, left) && only(equality.right(), left, right);
      SqlExpression ofLeft = crossed ? equality.right() : equality.left();
      SqlExpression ofRight = crossed ? equality.left() : equality.right();
      if ((straight || crossed)
          && keys.add(planner(left).plan(ofLeft), planner(right).plan(ofRight))) {
        conditions.remove(condition);
      }
    }
  }

  private static boolean only(SqlExpression expression, Planned side, Planned other) {
    return concerns(expression, side) && !touches(expression, other);
  }

  /** Whether there are names, all of which {@code side} knows, and no queries. */
  private static boolean concerns(SqlExpression expression, Planned side) {
    List<SqlExpression.Name> names = names(expression);
    return !names.isEmpty()
        && !Syntax.hasQuery(expression)
        && names.stream().allMatch(name -> knows(side, name));
  }

  private static boolean touches(SqlExpression expression, Planned side) {
    return names(expression).stream().anyMatch(name -> knows(side, name));
  }

  private static boolean knows(Planned side, SqlExpression.Name name) {
    return side.find(name) >= 0;
  }

  private static List<SqlExpression.Name> names(SqlExpression expression) {
    List<SqlExpression.Name> names = new ArrayList<>();
    Syntax.walk(expression, e -> {
      if (e instanceof SqlExpression.Name name) {
        names.add(name);
      }
    });
    return names;
  }

  private Planned joined(
      SqlQuery.Join join, Planned left, Planned right, JoinKeys keys, List<SqlExpression> rest) {
    List<Field> fields = new ArrayList<>(left.fields());
    fields.addAll(right.fields());
    Planned both = new Planned(() -> null, fields);
    Expression condition = null;
    for (SqlExpression part : rest) {
      Expression planned = planner(both).condition(part, "JOIN ON clause");
      condition = condition == null ? planned : new Logic(true, condition, planned);
    }
    JoinOperator.Spec spec = new JoinOperator.Spec(
        keys.left,
        keys.right,
        condition,
        join.type() == JoinType.LEFT || join.type() == JoinType.FULL,
        join.type() == JoinType.RIGHT || join.type() == JoinType.FULL,
        left.types(),
        right.types(),
        column -> right.fields().get(column).used());
    return new Planned(
        SelfJoinOperator.of(
            left.operator(),
            right.operator(),
            spec,
            new SelfJoinOperator.Log(context.search(), context.index()),
            context.guard()),
        fields);
  }

  private Planned unnest(
      SqlQuery.Join join, SqlQuery.Unnest unnest, List<SqlExpression> conditions) {
    if (join.type() != JoinType.CROSS) {
      throw join.place().unsupported("UNNEST in another join than CROSS JOIN");
    }
    Planned left = plan(join.left(), conditions);
    List<Expression> collections = new ArrayList<>();
    for (SqlExpression array : unnest.arrays()) {
      Expression planned = planner(left).plan(array);
      if (!planned.type().is(SqlType.Kind.ARRAY) && !planned.type().is(SqlType.Kind.MAP)) {
        throw array.place().error("Cannot unnest type: " + planned.type());
      }
      collections.add(planned);
    }
    List<SqlType> types = UnnestOperator.types(collections, unnest.ordinality());
    List<Field> added = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String name = i < unnest.columns().size() ? unnest.columns().get(i) : "_unnest" + i;
      added.add(new Field(unnest.alias(), name, types.get(i)));
    }
    checked(unnest.columns(), new Planned(() -> null, added), unnest.place());
    List<Field> fields = new ArrayList<>(left.fields());
    fields.addAll(added);
    return new Planned(
        new UnnestOperator(left.operator(), left.fields().size(), collections, unnest.ordinality()),
        fields);
  }
}
