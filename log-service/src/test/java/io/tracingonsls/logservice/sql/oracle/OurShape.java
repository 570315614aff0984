// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import static io.tracingonsls.logservice.sql.oracle.Shape.list;
import static io.tracingonsls.logservice.sql.oracle.Shape.maybe;
import static io.tracingonsls.logservice.sql.oracle.Shape.name;
import static io.tracingonsls.logservice.sql.oracle.Shape.names;
import static io.tracingonsls.logservice.sql.oracle.Shape.node;

import io.tracingonsls.logservice.sql.syntax.SqlQuery;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The shape of queries that our parser read. */
final class OurShape {
  private OurShape() {}

  static String query(SqlQuery query) {
    return node(
        "query",
        list("with", query.with(), OurShape::with),
        body(query.body()),
        list("order", query.order(), OurShape::sortItem),
        maybe(
            query.limit(), limit -> limit.count() == Long.MAX_VALUE ? "all" : "" + limit.count()));
  }

  private static String with(SqlQuery.With with) {
    return node(name(with.name()), names("columns", with.columns()), query(with.query()));
  }

  static String sortItem(SqlQuery.SortItem item) {
    return node(
        item.descending() ? "desc" : "asc",
        OurExpressionShape.of(item.expression()),
        item.nullsFirst() ? "first" : "last");
  }

  private static String body(SqlQuery.Body body) {
    if (body instanceof SqlQuery.Union union) {
      return node(union.all() ? "union-all" : "union", body(union.left()), body(union.right()));
    }
    if (body instanceof SqlQuery.Nested nested) {
      return node("nested", query(nested.query()));
    }
    SqlQuery.Select select = (SqlQuery.Select) body;
    return node(
        select.distinct() ? "select-distinct" : "select",
        list("items", select.items(), OurShape::item),
        maybe(select.from(), OurShape::relation),
        maybe(select.where(), OurExpressionShape::of),
        list("group", select.groupBy(), OurExpressionShape::of),
        maybe(select.having(), OurExpressionShape::of));
  }

  private static String item(SqlQuery.Item item) {
    if (item.expression() == null) {
      return node("all", maybe(item.qualifier(), Shape::name));
    }
    return node("item", OurExpressionShape.of(item.expression()), maybe(item.alias(), Shape::name));
  }

  private static String relation(SqlQuery.Relation relation) {
    if (relation instanceof SqlQuery.Join join) {
      return node(
          join.type().name().toLowerCase(Locale.ROOT),
          relation(join.left()),
          relation(join.right()),
          maybe(join.condition(), OurExpressionShape::of),
          names("using", join.using()));
    }
    if (relation instanceof SqlQuery.Table table) {
      return aliased(node("table", name(table.name())), table.alias(), table.columns());
    }
    if (relation instanceof SqlQuery.Derived derived) {
      return aliased(node("from", query(derived.query())), derived.alias(), derived.columns());
    }
    SqlQuery.Unnest unnest = (SqlQuery.Unnest) relation;
    String arrays = list(
        unnest.ordinality() ? "unnest-numbered" : "unnest",
        unnest.arrays(),
        OurExpressionShape::of);
    return aliased(arrays, unnest.alias(), unnest.columns());
  }

  private static String aliased(String shape, @Nullable String alias, List<String> columns) {
    return alias == null ? shape : node("as", shape, name(alias), names("columns", columns));
  }
}
