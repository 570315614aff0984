// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A SELECT statement; always with a limit at the top, because Log Service cuts at 100 rows without one. Immutable. */
public final class SqlSelect {
  /** Rows that one statement may return. */
  public static final int MAX_ROWS = 1_000_000;

  private record Item(SqlExpression value, String alias) {}

  private record Order(SqlExpression value, boolean descending) {}

  private final List<Item> items;
  private final boolean distinct;
  private final @Nullable SqlSelect from;
  private final @Nullable Join join;
  private final List<SqlExpression> where;
  private final List<SqlExpression> groupBy;
  private final List<Order> orderBy;
  private final long limit;

  private SqlSelect(Builder builder) {
    items = List.copyOf(builder.items);
    distinct = builder.distinct;
    from = builder.from;
    join = builder.join;
    where = List.copyOf(builder.where);
    groupBy = List.copyOf(builder.groupBy);
    orderBy = List.copyOf(builder.orderBy);
    limit = builder.limit;
  }

  private record Join(
      SqlSelect left, String leftAlias, SqlSelect right, String rightAlias, SqlExpression on) {}

  /** From the logs that the search part finds. */
  public static Builder fromLog() {
    return new Builder();
  }

  public static Builder from(SqlSelect inner) {
    Builder builder = new Builder();
    builder.from = inner;
    return builder;
  }

  public static Builder fromJoin(
      SqlSelect left, String leftAlias, SqlSelect right, String rightAlias, SqlExpression on) {
    Builder builder = new Builder();
    builder.join = new Join(left, leftAlias, right, rightAlias, on);
    return builder;
  }

  /** The query text: the search part, a bar, the statement. */
  public String queryText(SearchExpression search) {
    StringBuilder query = new StringBuilder();
    search.render(query);
    query.append(" | ");
    render(query);
    return query.toString();
  }

  private void render(StringBuilder sql) {
    sql.append(distinct ? "select distinct " : "select ");
    for (int i = 0; i < items.size(); i++) {
      sql.append(i == 0 ? "" : ", ");
      items.get(i).value().render(sql);
      if (!items.get(i).alias().isEmpty()) {
        SqlExpression.checkWord(items.get(i).alias());
        sql.append(" as ").append(items.get(i).alias());
      }
    }
    renderFrom(sql.append(" from "));
    renderList(" where ", " and ", where, sql);
    renderList(" group by ", ", ", groupBy, sql);
    renderOrder(sql);
    if (limit > 0) {
      sql.append(" limit ").append(limit);
    }
  }

  private void renderFrom(StringBuilder sql) {
    if (join != null) {
      join.left().render(sql.append('('));
      sql.append(") ").append(join.leftAlias()).append(" join (");
      join.right().render(sql);
      sql.append(") ").append(join.rightAlias()).append(" on ");
      join.on().render(sql);
    } else if (from != null) {
      from.render(sql.append('('));
      sql.append(')');
    } else {
      sql.append("log");
    }
  }

  private static void renderList(
      String start, String separator, List<SqlExpression> parts, StringBuilder sql) {
    for (int i = 0; i < parts.size(); i++) {
      sql.append(i == 0 ? start : separator);
      parts.get(i).render(sql);
    }
  }

  private void renderOrder(StringBuilder sql) {
    for (int i = 0; i < orderBy.size(); i++) {
      sql.append(i == 0 ? " order by " : ", ");
      orderBy.get(i).value().render(sql);
      sql.append(orderBy.get(i).descending() ? " desc" : "");
    }
  }

  /** Collects the parts of a statement. Not thread-safe. */
  public static final class Builder {
    private final List<Item> items = new ArrayList<>();
    private boolean distinct;
    private @Nullable SqlSelect from;
    private @Nullable Join join;
    private final List<SqlExpression> where = new ArrayList<>();
    private final List<SqlExpression> groupBy = new ArrayList<>();
    private final List<Order> orderBy = new ArrayList<>();
    private long limit;

    private Builder() {}

    /** A result column; answers carry it under the alias. */
    public Builder select(SqlExpression value, String alias) {
      items.add(new Item(value, alias));
      return this;
    }

    public Builder distinct() {
      distinct = true;
      return this;
    }

    /** One more condition, besides those that are there. */
    public Builder where(SqlExpression condition) {
      where.add(condition);
      return this;
    }

    public Builder whereAll(List<SqlExpression> conditions) {
      where.addAll(conditions);
      return this;
    }

    public Builder groupBy(SqlExpression value) {
      groupBy.add(value);
      return this;
    }

    public Builder orderBy(SqlExpression value, boolean descending) {
      orderBy.add(new Order(value, descending));
      return this;
    }

    public SqlSelect limit(long rows) {
      limit = Math.max(1, Math.min(rows, MAX_ROWS));
      return new SqlSelect(this);
    }

    /** For sub-selects, where a limit would cut at random. */
    public SqlSelect unlimited() {
      return new SqlSelect(this);
    }
  }
}
