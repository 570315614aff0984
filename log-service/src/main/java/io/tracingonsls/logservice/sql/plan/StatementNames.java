// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.plan;

import io.tracingonsls.logservice.sql.function.Functions;
import io.tracingonsls.logservice.sql.syntax.SqlExpression;
import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The column names that a statement mentions anywhere, and whether it mentions all columns by a star. */
final class StatementNames {
  private final Set<String> names = new LinkedHashSet<>();
  private final Set<JsonMember> members = new LinkedHashSet<>();
  private boolean star;

  /** A member of a JSON field that {@code json_extract_scalar} asks for. */
  record JsonMember(String field, String member) {
    /** What a call asks for, if it is one of this kind. */
    static @Nullable JsonMember of(SqlExpression e) {
      boolean extraction = e instanceof SqlExpression.Call call
          && call.name().equals("json_extract_scalar")
          && call.arguments().size() == 2;
      if (extraction
          && e instanceof SqlExpression.Call call
          && call.arguments().get(0) instanceof SqlExpression.Name name
          && call.arguments().get(1) instanceof SqlExpression.StringValue path) {
        String member = Functions.onlyMember(path.value());
        return member == null ? null : new JsonMember(name.last(), member);
      }
      return null;
    }
  }

  StatementNames(SqlQuery query) {
    addQuery(query);
  }

  Set<String> names() {
    return names;
  }

  Set<JsonMember> members() {
    return members;
  }

  boolean star() {
    return star;
  }

  private void addQuery(SqlQuery query) {
    query.with().forEach(with -> addQuery(with.query()));
    addBody(query.body());
    query.order().forEach(item -> add(item.expression()));
  }

  private void addBody(SqlQuery.Body body) {
    if (body instanceof SqlQuery.Nested nested) {
      addQuery(nested.query());
    } else if (body instanceof SqlQuery.Union union) {
      addBody(union.left());
      addBody(union.right());
    } else if (body instanceof SqlQuery.Select select) {
      addSelect(select);
    }
  }

  private void addSelect(SqlQuery.Select select) {
    for (SqlQuery.Item item : select.items()) {
      star |= item.expression() == null;
      add(item.expression());
    }
    SqlQuery.Relation from = select.from();
    if (from != null) {
      addRelation(from);
    }
    add(select.where());
    select.groupBy().forEach(this::add);
    add(select.having());
  }

  private void addRelation(SqlQuery.Relation relation) {
    if (relation instanceof SqlQuery.Derived derived) {
      addQuery(derived.query());
    } else if (relation instanceof SqlQuery.Join join) {
      addRelation(join.left());
      addRelation(join.right());
      add(join.condition());
      names.addAll(join.using());
    } else if (relation instanceof SqlQuery.Unnest unnest) {
      unnest.arrays().forEach(this::add);
    }
  }

  private void add(@Nullable SqlExpression expression) {
    if (expression == null) {
      return;
    }
    List<SqlQuery> queries = new ArrayList<>();
    Syntax.walk(expression, e -> {
      JsonMember member = JsonMember.of(e);
      if (member != null) {
        members.add(member);
      }
      if (e instanceof SqlExpression.Name name) {
        names.add(name.last());
      } else if (e instanceof SqlExpression.Scalar scalar) {
        queries.add(scalar.query());
      } else if (e instanceof SqlExpression.Exists exists) {
        queries.add(exists.query());
      } else if (e instanceof SqlExpression.InQuery in) {
        queries.add(in.query());
      }
    });
    queries.forEach(this::addQuery);
  }
}
