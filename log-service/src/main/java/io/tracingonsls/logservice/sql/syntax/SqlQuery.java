// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query: its body, order and limit.
 *
 * @param limit what {@code limit} says, or null when there is none
 */
public record SqlQuery(
    Place place,
    List<With> with,
    Body body,
    List<SortItem> order,
    @Nullable Limit limit) {
  public SqlQuery {
    with = List.copyOf(with);
    order = List.copyOf(order);
  }

  /** {@code name [(columns)] as (query)}. */
  public record With(Place place, String name, List<String> columns, SqlQuery query) {
    public With {
      columns = List.copyOf(columns);
    }
  }

  /** One sort key; nulls come last unless {@code nullsFirst}. */
  public record SortItem(SqlExpression expression, boolean descending, boolean nullsFirst) {}

  /**
   * {@code limit offset, count}.
   *
   * @param count rows at most; {@link Long#MAX_VALUE} for {@code limit all}
   */
  public record Limit(Place place, long offset, long count) {}

  /** What a query selects from. */
  public sealed interface Body permits Select, Union, Nested {
    Place place();
  }

  public record Select(
      Place place,
      boolean distinct,
      List<Item> items,
      @Nullable Relation from,
      @Nullable SqlExpression where,
      List<SqlExpression> groupBy,
      @Nullable SqlExpression having)
      implements Body {
    public Select {
      items = List.copyOf(items);
      groupBy = List.copyOf(groupBy);
    }
  }

  public record Union(Place place, boolean all, Body left, Body right) implements Body {}

  /** A query in parentheses. */
  public record Nested(Place place, SqlQuery query) implements Body {}

  /**
   * One item of a select list.
   *
   * @param expression the expression; null for {@code *}
   * @param alias the name given, or null
   * @param qualifier the relation before {@code .*}, or null
   */
  public record Item(
      Place place,
      @Nullable SqlExpression expression,
      @Nullable String alias,
      @Nullable String qualifier) {}

  /** What stands in a {@code from}. */
  public sealed interface Relation permits Table, Derived, Join, Unnest {
    Place place();
  }

  /** The log, or a query named by {@code with}. */
  public record Table(Place place, String name, @Nullable String alias, List<String> columns)
      implements Relation {
    public Table {
      columns = List.copyOf(columns);
    }
  }

  /** A query in parentheses. */
  public record Derived(
      Place place, SqlQuery query, @Nullable String alias, List<String> columns)
      implements Relation {
    public Derived {
      columns = List.copyOf(columns);
    }
  }

  /** How rows without a partner are treated. */
  public enum JoinType {
    INNER,
    LEFT,
    RIGHT,
    FULL,
    CROSS
  }

  /** {@code left join right on condition}; {@code using} lists columns when written so. */
  public record Join(
      Place place,
      JoinType type,
      Relation left,
      Relation right,
      @Nullable SqlExpression condition,
      List<String> using)
      implements Relation {
    public Join {
      using = List.copyOf(using);
    }
  }

  /** {@code cross join unnest(array) as t(column)}. */
  public record Unnest(
      Place place,
      List<SqlExpression> arrays,
      boolean ordinality,
      @Nullable String alias,
      List<String> columns)
      implements Relation {
    public Unnest {
      arrays = List.copyOf(arrays);
      columns = List.copyOf(columns);
    }
  }
}
