// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.exec.Operator;
import io.tracingonsls.logservice.sql.function.Casts;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.function.Functions;
import io.tracingonsls.logservice.sql.function.InList;
import io.tracingonsls.logservice.sql.syntax.Place;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Queries inside expressions. They know nothing of the query around them, and run once, when first needed. */
final class SubqueryPlanner {
  private final QueryPlanner queries;
  private final PlanContext context;

  SubqueryPlanner(QueryPlanner queries, PlanContext context) {
    this.queries = queries;
    this.context = context;
  }

  Functions functions() {
    return queries.functions();
  }

  Casts casts() {
    return queries.casts();
  }

  private Planned oneColumn(SqlQuery query) {
    Planned planned = queries.plan(query, false);
    if (planned.fields().size() != 1) {
      throw query
          .place()
          .error("Multiple columns returned by subquery are not yet supported. Found "
              + planned.fields().size());
    }
    planned.fields().get(0).use();
    return planned;
  }

  Expression scalar(SqlQuery query) {
    Planned planned = oneColumn(query);
    SqlType type = planned.fields().get(0).type();
    return new Folded(type, () -> only(planned.operator(), query.place()));
  }

  private static @Nullable Object only(Operator operator, Place place) {
    Object value = null;
    long rows = 0;
    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
      rows += batch.size();
      if (rows > 1) {
        throw place.error("Scalar sub-query has returned multiple rows");
      }
      if (batch.size() == 1) {
        value = batch.column(0).value(0);
      }
    }
    return value;
  }

  Expression exists(SqlQuery query) {
    Operator operator = queries.plan(query, false).operator();
    return new Folded(SqlType.BOOLEAN, () -> hasRows(operator));
  }

  private static Object hasRows(Operator operator) {
    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
      if (batch.size() > 0) {
        return true;
      }
    }
    return false;
  }

  Expression in(Place place, Expression operand, SqlQuery query) {
    Planned planned = oneColumn(query);
    SqlType type = SqlType.common(operand.type(), planned.fields().get(0).type());
    if (type == null || !planned.fields().get(0).type().equals(type)) {
      throw place.error("value and result of subquery must be of the same type for IN expression: "
          + operand.type()
          + " vs "
          + planned.fields().get(0).type());
    }
    return new InList(Casts.implicit(operand, type), () -> values(planned.operator()));
  }

  private InList.Values values(Operator operator) {
    Set<Object> present = new HashSet<>();
    boolean hasNull = false;
    for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
      Vector column = batch.size() == 0 ? null : batch.column(0);
      for (int i = 0; i < batch.size() && column != null; i++) {
        Object value = column.value(i);
        if (value == null) {
          hasNull = true;
        } else if (present.add(value)) {
          context.guard().reserve(64 + (value instanceof String text ? text.length() : 0));
        }
      }
    }
    return new InList.Values(present, hasNull);
  }
}
