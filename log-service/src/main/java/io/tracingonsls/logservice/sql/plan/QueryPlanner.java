// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.exec.AggregateOperator;
import io.tracingonsls.logservice.sql.exec.LimitOperator;
import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.exec.ProjectOperator;
import io.tracingonsls.logservice.sql.exec.SortKey;
import io.tracingonsls.logservice.sql.exec.SortOperator;
import io.tracingonsls.logservice.sql.exec.UnionOperator;
import io.tracingonsls.logservice.sql.function.Casts;
import io.tracingonsls.logservice.sql.function.ColumnValue;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.function.Functions;
import io.tracingonsls.logservice.sql.syntax.Place;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans queries: bodies, unions, order and limit. */
final class QueryPlanner {
  private static final int MAX_RELATIONS = 200;

  private final PlanContext context;
  private final StatementNames names;
  private final Functions functions;
  private final Casts casts;
  private final Map<SqlQuery.With, Map<String, SqlQuery.With>> visible = new HashMap<>();
  private Map<String, SqlQuery.With> with = Map.of();
  private int relations;

  QueryPlanner(PlanContext context, StatementNames names) {
    this.context = context;
    this.names = names;
    this.functions = new Functions(context.functions());
    this.casts = new Casts(context.functions());
  }

  PlanContext context() {
    return context;
  }

  StatementNames names() {
    return names;
  }

  Functions functions() {
    return functions;
  }

  Casts casts() {
    return casts;
  }

  /** Counts relations, so that a statement cannot multiply itself without bound. */
  void countRelation(Place place) {
    if (++relations > MAX_RELATIONS) {
      throw place.error("more than " + MAX_RELATIONS + " relations");
    }
  }

  /** The query behind a name of {@code with}, planned anew, or null. */
  @Nullable
  Planned named(String name) {
    SqlQuery.With found = with.get(name.toLowerCase(Locale.ROOT));
    if (found == null) {
      return null;
    }
    Map<String, SqlQuery.With> outer = with;
    with = visibleTo(found);
    Planned planned = plan(found.query(), false);
    with = outer;
    return planned.renamed(name, found.columns());
  }

  private Map<String, SqlQuery.With> visibleTo(SqlQuery.With query) {
    return visible.getOrDefault(query, Map.of());
  }

  /**
   * Plans a query.
   *
   * @param outermost whether its rows are the answer: then {@code limit offset, n} is allowed and {@code from} may be absent
   */
  Planned plan(SqlQuery query, boolean outermost) {
    Map<String, SqlQuery.With> outer = with;
    declare(query);
    Planned planned = query.body() instanceof SqlQuery.Select select
        ? new SelectPlanner(this, select, query.order(), outermost).plan(limitHint(query))
        : ordered(body(query.body(), outermost), query);
    with = outer;
    SqlQuery.Limit limit = query.limit();
    if (limit == null) {
      return planned;
    }
    if (limit.offset() > 0 && !outermost) {
      throw limit.place().unsupported("limit offset, count in a sub-query");
    }
    return new Planned(
        new LimitOperator(planned.operator(), limit.offset(), limit.count()), planned.fields());
  }

  private static long limitHint(SqlQuery query) {
    SqlQuery.Limit limit = query.limit();
    if (limit == null || limit.count() > Integer.MAX_VALUE || limit.offset() > Integer.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    return limit.offset() + limit.count();
  }

  private void declare(SqlQuery query) {
    if (query.with().isEmpty()) {
      return;
    }
    Map<String, SqlQuery.With> declared = new HashMap<>(with);
    for (SqlQuery.With item : query.with()) {
      visible.put(item, Map.copyOf(declared));
      if (declared.put(item.name().toLowerCase(Locale.ROOT), item) != null
          && with.get(item.name().toLowerCase(Locale.ROOT)) == null) {
        throw item.place().error("WITH query name '" + item.name() + "' specified more than once");
      }
    }
    with = declared;
  }

  private Planned body(SqlQuery.Body body, boolean outermost) {
    if (body instanceof SqlQuery.Select select) {
      return new SelectPlanner(this, select, List.of(), outermost).plan(Long.MAX_VALUE);
    }
    if (body instanceof SqlQuery.Nested nested) {
      return plan(nested.query(), false);
    }
    return union((SqlQuery.Union) body, outermost);
  }

  private Planned union(SqlQuery.Union union, boolean outermost) {
    Planned left = body(union.left(), outermost);
    Planned right = body(union.right(), outermost);
    if (left.fields().size() != right.fields().size()) {
      throw union
          .place()
          .error("UNION query has different number of fields: " + left.fields().size() + ", "
              + right.fields().size());
    }
    List<SqlType> types = new ArrayList<>();
    for (int i = 0; i < left.fields().size(); i++) {
      SqlType type =
          SqlType.common(left.fields().get(i).type(), right.fields().get(i).type());
      if (type == null) {
        throw union
            .place()
            .error("column " + (i + 1) + " in UNION query has incompatible types: "
                + left.fields().get(i).type() + ", " + right.fields().get(i).type());
      }
      types.add(type);
    }
    Operator both = new UnionOperator(List.of(converted(left, types), converted(right, types)));
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(new Field(null, left.fields().get(i).name(), types.get(i)));
    }
    Planned all = new Planned(both, fields);
    return union.all() ? all : distinct(all);
  }

  private static Operator converted(Planned planned, List<SqlType> types) {
    List<Expression> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Field field = planned.fields().get(i);
      field.use();
      columns.add(Casts.implicit(new ColumnValue(field.type(), i), types.get(i)));
    }
    return new ProjectOperator(planned.operator(), columns);
  }

  /** Each row once. */
  Planned distinct(Planned planned) {
    List<Expression> keys = new ArrayList<>();
    for (int i = 0; i < planned.fields().size(); i++) {
      keys.add(new ColumnValue(planned.fields().get(i).type(), i));
    }
    return new Planned(
        new AggregateOperator(planned.operator(), keys, List.of(), context.guard()),
        planned.fields());
  }

  /** Sorts a body that is not a select: only its output columns can be named. */
  private Planned ordered(Planned planned, SqlQuery query) {
    if (query.order().isEmpty()) {
      return planned;
    }
    ExpressionPlanner expressions =
        new ExpressionPlanner(planned, new SubqueryPlanner(this, context), e -> null);
    List<SortKey> keys = new ArrayList<>();
    for (SqlQuery.SortItem item : query.order()) {
      Expression key = expressions.plan(item.expression());
      int position = position(item.expression(), planned.fields().size());
      if (position >= 0) {
        key = new ColumnValue(planned.fields().get(position).type(), position);
      }
      keys.add(sortKey(key, item));
    }
    planned.fields().forEach(Field::use);
    return new Planned(
        new SortOperator(
            planned.operator(), planned.types(), keys, limitHint(query), context.guard()),
        planned.fields());
  }

  static SortKey sortKey(Expression key, SqlQuery.SortItem item) {
    if (!key.type().isOrderable()) {
      throw item.expression()
          .place()
          .error(
              "Type " + key.type() + " is not orderable, and therefore cannot be used in ORDER BY");
    }
    return new SortKey(key, item.descending(), item.nullsFirst());
  }

  /** The output column that a bare number means, from 0; -1 for anything but a number. */
  static int position(SqlExpression expression, int columns) {
    if (!(expression instanceof SqlExpression.LongValue number)) {
      return -1;
    }
    if (number.value() < 1 || number.value() > columns) {
      throw positionError(expression.place(), number.value());
    }
    return (int) number.value() - 1;
  }

  private static QueryException positionError(Place place, long position) {
    return place.error("position " + position + " is not in select list");
  }
}
