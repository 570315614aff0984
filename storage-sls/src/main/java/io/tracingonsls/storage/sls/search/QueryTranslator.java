// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.storage.SpanField;
import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.And;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Operator;
import io.tracingonsls.storage.SpanPredicate.Or;
import io.tracingonsls.storage.TraceQuery;
import io.tracingonsls.storage.sls.layout.LogstoreIndex;
import io.tracingonsls.storage.sls.search.SearchExpression.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Translates a query for one layout: a search that finds at least every matching span, and SQL conditions that narrow it to services, names,
 * times and durations exactly. What neither can say is checked on the spans themselves, by {@link io.tracingonsls.storage.SpanMatcher}.
 * Immutable.
 */
public final class QueryTranslator {
  /** Text that SQL compares whole: less than the default cut of a column. */
  private static final int MAX_SQL_TEXT = 500;

  private final SpanSql sql;
  private final LogstoreIndex index;
  private final AttributeSearch attributes;
  private final PredicateSql predicates;

  public QueryTranslator(SpanSql sql, LogstoreIndex index) {
    this(sql, index, true);
  }

  /** {@code cutsJson} is false when SQL sees the members of a JSON object whatever the length of its text. */
  public QueryTranslator(SpanSql sql, LogstoreIndex index, boolean cutsJson) {
    this.sql = sql;
    this.index = index;
    this.attributes = new AttributeSearch(index, sql.isSlsTrace());
    this.predicates = new PredicateSql(
        sql,
        new AttributeSql(index, sql.isSlsTrace(), cutsJson),
        attributes::isUnsure,
        compare -> canSay(compare) ? condition(compare) : null);
  }

  /** The coarse search, with at most {@code most} conditions. */
  public SearchExpression search(TraceQuery query, int most) {
    List<SearchExpression> parts = new ArrayList<>();
    if (!query.service().isEmpty()) {
      parts.add(text(sql.columns().service(), query.service()));
    }
    if (!query.operation().isEmpty()) {
      parts.add(text(sql.columns().name(), query.operation()));
    }
    parts.add(search(query.predicate()));
    return SearchExpression.and(parts).atMost(most);
  }

  /** A coarse search for a service; everything when it is empty. */
  public SearchExpression service(String service) {
    return service.isEmpty() ? SearchExpression.all() : text(sql.columns().service(), service);
  }

  private SearchExpression text(String key, String value) {
    return index.has(key) && AttributeSearch.hasWord(value) && Quoting.isQuotable(value)
        ? new Term(key, value)
        : SearchExpression.all();
  }

  /**
   * Whether {@link #search} alone finds what the query asks, but for the letters' case and times within a second. Names of operations, and in
   * the older layout those of services, are searched word by word, which says less.
   */
  public boolean searchSaysAll(TraceQuery query, int most) {
    return query.operation().isEmpty()
        && (query.service().isEmpty() || saysService(query.service()))
        && query.minDurationNanos() == 0
        && query.maxDurationNanos() == 0
        && searchSays(query.predicate())
        && search(query, Integer.MAX_VALUE).conditions() <= most;
  }

  private boolean saysService(String service) {
    return sql.isSlsTrace() && !service(service).isAll();
  }

  private boolean searchSays(SpanPredicate predicate) {
    if (predicate instanceof And and) {
      return and.parts().stream().allMatch(this::searchSays);
    }
    if (predicate instanceof Or or) {
      return !or.parts().isEmpty() && or.parts().stream().allMatch(this::searchSays);
    }
    if (!(predicate instanceof Compare compare)) {
      return false;
    }
    return compare.field() == Intrinsic.SERVICE
        ? compare.operator() == Operator.EQUALS && saysService(compare.value())
        : compare.field() != Intrinsic.NAME && !search(compare).isAll();
  }

  private SearchExpression search(SpanPredicate predicate) {
    if (predicate instanceof And and) {
      return SearchExpression.and(and.parts().stream().map(this::search).toList());
    }
    if (predicate instanceof Or or) {
      return or.parts().isEmpty()
          ? SearchExpression.all()
          : SearchExpression.or(or.parts().stream().map(this::search).toList());
    }
    if (predicate instanceof Compare compare && compare.operator() == Operator.EQUALS) {
      return compare.field() instanceof AttributeField attribute
          ? attributes.equal(attribute, compare.value())
          : intrinsic(compare);
    }
    return SearchExpression.all();
  }

  private SearchExpression intrinsic(Compare compare) {
    if (compare.field() == Intrinsic.SERVICE) {
      return text(sql.columns().service(), compare.value());
    }
    if (compare.field() == Intrinsic.NAME) {
      return text(sql.columns().name(), compare.value());
    }
    if (compare.field() == Intrinsic.STATUS && sql.isSlsTrace()) {
      return text("statusCode", compare.value());
    }
    boolean kind = compare.field() == Intrinsic.KIND
        && !compare.value().toLowerCase(Locale.ROOT).equals("unspecified");
    return kind && sql.isSlsTrace() ? text("kind", compare.value()) : SearchExpression.all();
  }

  /** The SQL conditions; every matching span meets them. */
  public List<SqlExpression> conditions(TraceQuery query) {
    List<SqlExpression> conditions = new ArrayList<>();
    if (!query.service().isEmpty() && isSqlText(query.service())) {
      conditions.add(compare(column(sql.columns().service()), "=", query.service()));
    }
    if (!query.operation().isEmpty() && isSqlText(query.operation())) {
      conditions.add(compare(column(sql.columns().name()), "=", query.operation()));
    }
    conditions.addAll(sql.startWithin(query.start()));
    conditions.addAll(sql.durationWithin(query.minDurationNanos(), query.maxDurationNanos()));
    addExact(query.predicate(), conditions);
    return conditions;
  }

  /** Whether search and conditions together say exactly what the query says. */
  public boolean isExact(TraceQuery query) {
    return saysIntrinsics(query) && isExact(query.predicate());
  }

  private boolean saysIntrinsics(TraceQuery query) {
    return sql.hasNanos()
        && (query.service().isEmpty() || isSqlText(query.service()))
        && (query.operation().isEmpty() || isSqlText(query.operation()));
  }

  private boolean isExact(SpanPredicate predicate) {
    return predicate instanceof And and
        ? and.parts().stream().allMatch(this::isExact)
        : predicate instanceof Compare compare && canSay(compare);
  }

  private void addExact(SpanPredicate predicate, List<SqlExpression> conditions) {
    if (predicate instanceof And and) {
      and.parts().forEach(part -> addExact(part, conditions));
    } else if (predicate instanceof Compare compare && canSay(compare)) {
      conditions.add(condition(compare));
    } else if (!isAttributeEquality(predicate)) {
      SqlExpression narrower = predicates.necessary(predicate);
      if (narrower != null) {
        conditions.add(narrower);
      }
    }
  }

  /** What the search finds by its index. */
  private boolean isAttributeEquality(SpanPredicate predicate) {
    return predicate instanceof Compare compare
        && compare.field() instanceof AttributeField
        && compare.operator() == Operator.EQUALS
        && !attributes.isUnsure(compare.value());
  }

  /** A condition that, with the others, only matching spans meet; null when there is none, so that spans have to be looked at. */
  public @Nullable SqlExpression sure(TraceQuery query) {
    return saysIntrinsics(query) ? predicates.sufficient(query.predicate()) : null;
  }

  /** Conditions on a span's own fields that SQL compares as {@code SpanMatcher} does. */
  private boolean canSay(Compare compare) {
    boolean equality =
        compare.operator() == Operator.EQUALS || compare.operator() == Operator.NOT_EQUALS;
    SpanField field = compare.field();
    if (field == Intrinsic.DURATION) {
      return sql.hasNanos() && isLong(compare.value());
    }
    boolean text = field == Intrinsic.SERVICE
        || field == Intrinsic.NAME
        || (sql.isSlsTrace() && (field == Intrinsic.KIND || field == Intrinsic.STATUS));
    return text && equality && isSqlText(compare.value());
  }

  private SqlExpression condition(Compare compare) {
    if (compare.field() == Intrinsic.DURATION) {
      return compare(
          sql.durationNanos(), symbol(compare.operator()), Long.parseLong(compare.value()));
    }
    SqlExpression value;
    if (compare.field() == Intrinsic.SERVICE) {
      value = column(sql.columns().service());
    } else if (compare.field() == Intrinsic.NAME) {
      value = column(sql.columns().name());
    } else if (compare.field() == Intrinsic.STATUS) {
      value = call("lower", column("statusCode"));
    } else {
      SqlExpression kind = column("kind");
      value = new SqlExpression.Case(
          compare(kind, "=", ""), new SqlExpression.Text("unspecified"), call("lower", kind));
    }
    return compare(
        call("coalesce", value, new SqlExpression.Text("")),
        symbol(compare.operator()),
        compare.value());
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case EQUALS -> "=";
      case NOT_EQUALS -> "<>";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case GREATER -> ">";
      case GREATER_OR_EQUAL -> ">=";
    };
  }

  private static boolean isLong(String text) {
    return text.length() <= 18 && text.matches("-?[0-9]+");
  }

  /** Whether SQL can compare a column with the text. */
  public static boolean isSqlText(String text) {
    return text.length() <= MAX_SQL_TEXT && Quoting.isUnicode(text);
  }
}
