// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import static io.tracingonsls.storage.sls.search.SqlExpression.call;
import static io.tracingonsls.storage.sls.search.SqlExpression.column;
import static io.tracingonsls.storage.sls.search.SqlExpression.compare;

import io.tracingonsls.storage.SpanField.AttributeField;
import io.tracingonsls.storage.SpanField.Intrinsic;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.SpanPredicate.And;
import io.tracingonsls.storage.SpanPredicate.Compare;
import io.tracingonsls.storage.SpanPredicate.Exists;
import io.tracingonsls.storage.SpanPredicate.Operator;
import io.tracingonsls.storage.SpanPredicate.Or;
import io.tracingonsls.storage.SpanPredicate.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What SQL can say about a predicate: a condition that every matching row meets, and one that only matching rows meet. Rows that meet the
 * first and not the second have to be looked at. Null where SQL has nothing to say.
 */
final class PredicateSql {
  private final AttributeSql attributes;
  private final SpanSql sql;
  private final Predicate<String> unsure;
  private final Function<Compare, @Nullable SqlExpression> exact;

  /** {@code unsure} tells values that the search may not find by the index; {@code exact} says comparisons of a span's own fields that SQL decides, else null. */
  PredicateSql(
      SpanSql sql,
      AttributeSql attributes,
      Predicate<String> unsure,
      Function<Compare, @Nullable SqlExpression> exact) {
    this.sql = sql;
    this.unsure = unsure;
    this.attributes = attributes;
    this.exact = exact;
  }

  @Nullable
  SqlExpression necessary(SpanPredicate predicate) {
    if (predicate instanceof And and) {
      List<SqlExpression> parts = new ArrayList<>();
      for (SpanPredicate part : and.parts()) {
        SqlExpression condition = necessary(part);
        if (condition != null) {
          parts.add(condition);
        }
      }
      return joined(parts, "and");
    }
    if (predicate instanceof Or or) {
      return all(or.parts(), "or", this::necessary);
    }
    if (predicate instanceof Exists exists) {
      return exists.field() instanceof AttributeField field ? attributes.present(field) : null;
    }
    if (predicate instanceof Wildcard wildcard) {
      return wildcard.field() instanceof AttributeField field
          ? attributes.mayMatch(field, wildcard.pattern())
          : named(wildcard);
    }
    return predicate instanceof Compare compare ? necessary(compare) : null;
  }

  private @Nullable SqlExpression necessary(Compare compare) {
    SqlExpression decided = exact.apply(compare);
    if (decided != null || !(compare.field() instanceof AttributeField field)) {
      return decided;
    }
    return switch (compare.operator()) {
      case NOT_EQUALS -> null;
      // At the top the search finds equal texts by the index; inside an alternative only this can
      // narrow.
      case EQUALS ->
        unsure.test(compare.value())
            ? attributes.mayEqual(field, compare.value())
            : attributes.present(field);
      default -> attributes.mayCompare(field, compare.operator(), compare.value());
    };
  }

  private @Nullable SqlExpression named(Wildcard wildcard) {
    SqlExpression pattern = AttributeSql.like(wildcard.pattern(), true);
    if (pattern == null || !sql.isSlsTrace()) {
      return null;
    }
    if (wildcard.field() == Intrinsic.NAME) {
      return new SqlExpression.Like(text(column(sql.columns().name())), pattern);
    }
    return wildcard.field() == Intrinsic.SERVICE
        ? new SqlExpression.Like(text(column(sql.columns().service())), pattern)
        : null;
  }

  private static SqlExpression text(SqlExpression column) {
    return call("coalesce", column, new SqlExpression.Text(""));
  }

  @Nullable
  SqlExpression sufficient(SpanPredicate predicate) {
    if (predicate instanceof And and) {
      return and.parts().isEmpty()
          ? compare(new SqlExpression.Whole(1), "=", 1)
          : all(and.parts(), "and", this::sufficient);
    }
    if (predicate instanceof Or or) {
      List<SqlExpression> parts = new ArrayList<>();
      for (SpanPredicate part : or.parts()) {
        SqlExpression condition = sufficient(part);
        if (condition != null) {
          parts.add(condition);
        }
      }
      return joined(parts, "or");
    }
    if (predicate instanceof Wildcard wildcard) {
      return wildcard.field() instanceof AttributeField field
          ? attributes.doesMatch(field, wildcard.pattern())
          : null;
    }
    return predicate instanceof Compare compare ? sufficient(compare) : null;
  }

  private @Nullable SqlExpression sufficient(Compare compare) {
    SqlExpression decided = exact.apply(compare);
    if (decided != null || !(compare.field() instanceof AttributeField field)) {
      return decided;
    }
    if (compare.operator() == Operator.EQUALS) {
      return attributes.doesEqual(field, compare.value());
    }
    return compare.operator() == Operator.NOT_EQUALS
        ? null
        : attributes.doesCompare(field, compare.operator(), compare.value());
  }

  private static @Nullable SqlExpression all(
      List<SpanPredicate> predicates,
      String operator,
      Function<SpanPredicate, @Nullable SqlExpression> said) {
    List<SqlExpression> parts = new ArrayList<>();
    for (SpanPredicate predicate : predicates) {
      SqlExpression part = said.apply(predicate);
      if (part == null) {
        return null;
      }
      parts.add(part);
    }
    return joined(parts, operator);
  }

  static @Nullable SqlExpression joined(List<SqlExpression> parts, String operator) {
    SqlExpression all = null;
    for (SqlExpression part : parts) {
      all = all == null ? part : compare(all, operator, part);
    }
    return all;
  }
}
