// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random aggregates over given columns. */
final class RandomAggregates {
  private final Random random;
  private final RandomTerms terms;

  RandomAggregates(Random random, RandomTerms terms) {
    this.random = random;
    this.terms = terms;
  }

  /** An aggregate: the column it makes and its value for a group. */
  record Aggregate(Column column, Fold fold) {}

  /** The value over the rows of a group. */
  interface Fold {
    @Nullable
    Object of(List<Map<String, @Nullable Object>> rows);
  }

  /** Averages are exact only when {@code rounded}: sums of plain ones would depend on their order. */
  Aggregate next(boolean rounded) {
    if (random.nextInt(4) == 0) {
      Aggregate plain = plain(rounded);
      Term filter = terms.of(Kind.BOOL, 1);
      if (!rounded || !plain.column().name().startsWith("floor")) {
        return new Aggregate(
            new Column(
                plain.column().name() + " filter (where " + filter.sql() + ")",
                plain.column().kind()),
            rows -> plain
                .fold()
                .of(rows.stream()
                    .filter(row -> Boolean.TRUE.equals(filter.value().of(row)))
                    .toList()));
      }
    }
    return plain(rounded);
  }

  Aggregate plain(boolean rounded) {
    int choice = random.nextInt(9);
    if (choice == 0) {
      return made("count(*)", Kind.LONG, rows -> (long) rows.size());
    }
    if (choice == 1) {
      Term test = terms.of(Kind.BOOL, 1);
      return made(
          "count_if(" + test.sql() + ")",
          Kind.LONG,
          rows -> rows.stream()
              .filter(row -> Boolean.TRUE.equals(test.value().of(row)))
              .count());
    }
    if (choice <= 4) {
      Term counted = terms.any(1);
      String call = List.of("count(", "count(distinct ", "approx_distinct(").get(choice - 2);
      return made(
          call + counted.sql() + ")",
          Kind.LONG,
          rows -> choice == 2
              ? (long) values(counted, rows).size()
              : values(counted, rows).stream().distinct().count());
    }
    if (choice <= 6) {
      Term of = terms.of(List.of(Kind.TEXT, Kind.LONG, Kind.DOUBLE).get(random.nextInt(3)), 1);
      boolean max = choice == 5;
      return made(
          (max ? "max(" : "min(") + of.sql() + ")",
          of.kind(),
          rows -> values(of, rows).stream()
              .reduce((a, b) -> Naive.compare(a, b) < 0 == max ? b : a)
              .orElse(null));
    }
    Term number = terms.of(random.nextInt(3) == 0 ? Kind.DOUBLE : Kind.LONG, 1);
    return choice == 7
        ? made("sum(" + number.sql() + ")", number.kind(), rows -> sum(number, rows))
        : average(number, rounded);
  }

  private static Aggregate average(Term number, boolean rounded) {
    Fold average = rows -> {
      Object sum = sum(number, rows);
      return sum == null
          ? null
          : ((Number) sum).doubleValue() / values(number, rows).size();
    };
    String call = "avg(" + number.sql() + ")";
    return rounded
        ? made("floor(" + call + ")", Kind.DOUBLE, rows -> {
          Object value = average.of(rows);
          return value == null ? null : Math.floor((Double) value);
        })
        : made(call, Kind.DOUBLE, average);
  }

  private static Aggregate made(String sql, Kind kind, Fold fold) {
    return new Aggregate(new Column(sql, kind), fold);
  }

  static List<Object> values(Term term, List<Map<String, @Nullable Object>> rows) {
    return rows.stream()
        .map(row -> term.value().of(row))
        .filter(Objects::nonNull)
        .map(Object.class::cast)
        .toList();
  }

  private static @Nullable Object sum(Term number, List<Map<String, @Nullable Object>> rows) {
    Object sum = null;
    for (Object value : values(number, rows)) {
      sum = sum == null ? value : Naive.arithmetic("+", sum, value);
    }
    return sum;
  }
}
