// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import static io.tracingonsls.logservice.sql.oracle.Shape.list;
import static io.tracingonsls.logservice.sql.oracle.Shape.name;
import static io.tracingonsls.logservice.sql.oracle.Shape.node;
import static io.tracingonsls.logservice.sql.oracle.Shape.optional;

import io.prestosql.sql.tree.AliasedRelation;
import io.prestosql.sql.tree.AllColumns;
import io.prestosql.sql.tree.AstVisitor;
import io.prestosql.sql.tree.GroupBy;
import io.prestosql.sql.tree.Identifier;
import io.prestosql.sql.tree.Join;
import io.prestosql.sql.tree.JoinOn;
import io.prestosql.sql.tree.JoinUsing;
import io.prestosql.sql.tree.Limit;
import io.prestosql.sql.tree.LongLiteral;
import io.prestosql.sql.tree.Node;
import io.prestosql.sql.tree.OrderBy;
import io.prestosql.sql.tree.Query;
import io.prestosql.sql.tree.QuerySpecification;
import io.prestosql.sql.tree.SimpleGroupBy;
import io.prestosql.sql.tree.SingleColumn;
import io.prestosql.sql.tree.SortItem;
import io.prestosql.sql.tree.Table;
import io.prestosql.sql.tree.TableSubquery;
import io.prestosql.sql.tree.Union;
import io.prestosql.sql.tree.Unnest;
import io.prestosql.sql.tree.With;
import io.prestosql.sql.tree.WithQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The shape of queries that Presto's parser read; what our trees have no place for is an error. */
final class PrestoShape extends AstVisitor<String, Boolean> {
  private final PrestoExpressionShape expressions = new PrestoExpressionShape(this);

  static String of(Node statement) {
    return new PrestoShape().shape(statement);
  }

  /** The shape of a node at any place but the operand of a union. */
  String shape(Node node) {
    return process(node, false);
  }

  @Override
  protected String visitNode(Node node, Boolean operand) {
    throw new UnsupportedOperationException(node.getClass().getSimpleName());
  }

  @Override
  protected String visitQuery(Query query, Boolean operand) {
    Optional<OrderBy> order = query.getOrderBy();
    Optional<Node> limit = query.getLimit();
    if (query.getOffset().isPresent() || query.getWith().map(With::isRecursive).orElse(false)) {
      throw new UnsupportedOperationException("offset or recursion");
    }
    // Order and limit move into the select when it is all the query has.
    if (query.getQueryBody() instanceof QuerySpecification select) {
      order = select.getOrderBy();
      limit = select.getLimit();
    }
    return node(
        "query",
        list("with", query.getWith().map(With::getQueries).orElse(List.of()), this::with),
        process(query.getQueryBody(), true),
        order(order),
        optional(limit, PrestoShape::limit));
  }

  private String with(WithQuery with) {
    return node(
        name(with.getName().getValue()),
        columns(with.getColumnNames().orElse(List.of())),
        shape(with.getQuery()));
  }

  private static String columns(List<Identifier> names) {
    return list("columns", names, name -> name(name.getValue()));
  }

  String order(Optional<OrderBy> order) {
    return list("order", order.map(OrderBy::getSortItems).orElse(List.of()), this::sortItem);
  }

  private String sortItem(SortItem item) {
    return node(
        item.getOrdering() == SortItem.Ordering.DESCENDING ? "desc" : "asc",
        expressions.of(item.getSortKey()),
        item.getNullOrdering() == SortItem.NullOrdering.FIRST ? "first" : "last");
  }

  private static String limit(Node limit) {
    return ((Limit) limit).getRowCount() instanceof LongLiteral count
        ? Long.toString(count.getValue())
        : "all";
  }

  @Override
  protected String visitUnion(Union union, Boolean operand) {
    return node(
        union.isDistinct() ? "union" : "union-all",
        process(union.getRelations().get(0), true),
        process(union.getRelations().get(1), true));
  }

  @Override
  protected String visitTableSubquery(TableSubquery query, Boolean operand) {
    return node(operand ? "nested" : "from", shape(query.getQuery()));
  }

  @Override
  protected String visitQuerySpecification(QuerySpecification select, Boolean operand) {
    return node(
        select.getSelect().isDistinct() ? "select-distinct" : "select",
        list("items", select.getSelect().getSelectItems(), this::shape),
        optional(select.getFrom(), this::shape),
        optional(select.getWhere(), expressions::of),
        groups(select.getGroupBy()),
        optional(select.getHaving(), expressions::of));
  }

  private String groups(Optional<GroupBy> groups) {
    List<String> shapes = new ArrayList<>();
    groups.map(GroupBy::getGroupingElements).orElse(List.of()).forEach(element -> {
      if (!(element instanceof SimpleGroupBy) || element.getExpressions().size() != 1) {
        throw new UnsupportedOperationException("grouping sets");
      }
      shapes.add(expressions.of(element.getExpressions().get(0)));
    });
    return list("group", shapes, shape -> shape);
  }

  @Override
  protected String visitAllColumns(AllColumns all, Boolean operand) {
    return node("all", optional(all.getTarget(), name -> name(((Identifier) name).getValue())));
  }

  @Override
  protected String visitSingleColumn(SingleColumn item, Boolean operand) {
    return node(
        "item",
        expressions.of(item.getExpression()),
        optional(item.getAlias(), alias -> name(alias.getValue())));
  }

  @Override
  protected String visitJoin(Join join, Boolean operand) {
    String type = join.getType().name().toLowerCase(Locale.ROOT);
    String on = join.getCriteria()
        .filter(JoinOn.class::isInstance)
        .map(c -> expressions.of(((JoinOn) c).getExpression()))
        .orElse("-");
    List<Identifier> using = join.getCriteria()
        .filter(JoinUsing.class::isInstance)
        .map(c -> ((JoinUsing) c).getColumns())
        .orElse(List.of());
    return node(
        type.equals("implicit") ? "cross" : type,
        shape(join.getLeft()),
        shape(join.getRight()),
        on,
        list("using", using, column -> name(column.getValue())));
  }

  @Override
  protected String visitTable(Table table, Boolean operand) {
    return node("table", name(table.getName().toString()));
  }

  @Override
  protected String visitUnnest(Unnest unnest, Boolean operand) {
    return list(
        unnest.isWithOrdinality() ? "unnest-numbered" : "unnest",
        unnest.getExpressions(),
        expressions::of);
  }

  @Override
  protected String visitAliasedRelation(AliasedRelation aliased, Boolean operand) {
    List<Identifier> columns = aliased.getColumnNames();
    return node(
        "as",
        shape(aliased.getRelation()),
        name(aliased.getAlias().getValue()),
        columns(columns == null ? List.of() : columns));
  }
}
