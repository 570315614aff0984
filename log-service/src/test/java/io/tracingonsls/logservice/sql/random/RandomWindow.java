// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.sql.random.RandomAggregates.Aggregate;
import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random window function. One that tells rows of equal keys apart is ordered by all columns, so that it differs between equal
 * rows only, and a select must not have two of them.
 */
final class RandomWindow {
  private final Random random;
  private final List<Column> columns;
  private final RandomTerms terms;
  private final List<Term> partition = new ArrayList<>();
  private final List<Term> keys = new ArrayList<>();
  private final List<Order> orders = new ArrayList<>();

  RandomWindow(Random random, List<Column> columns) {
    this.random = random;
    this.columns = columns;
    this.terms = new RandomTerms(random, columns);
  }

  /** The column and the value of every row. */
  record Window(
      Column column, IdentityHashMap<Map<String, @Nullable Object>, @Nullable Object> values) {}

  Window next(boolean total, List<Map<String, @Nullable Object>> rows) {
    if (random.nextInt(3) > 0) {
      partition.add(terms.any(1));
    }
    keys.add(terms.any(1));
    if (total) {
      columns.forEach(column -> keys.add(Term.column(column)));
    }
    StringBuilder sql = new StringBuilder();
    for (Term key : keys) {
      Order order = Order.random(random);
      orders.add(order);
      sql.append(sql.isEmpty() ? " order by " : ", ").append(key.sql()).append(order.sql());
    }
    String by = partition.isEmpty() ? "" : "partition by " + partition.get(0).sql();
    String over = " over (" + by + sql;
    return total ? total(over, rows) : peers(over, by, rows);
  }

  private Window total(String over, List<Map<String, @Nullable Object>> rows) {
    int distance = random.nextInt(3);
    Term of = terms.any(1);
    return switch (random.nextInt(4)) {
      case 0 -> window("row_number()" + over + ")", Kind.LONG, rows, (sorted, at) -> (long) at + 1);
      case 1 ->
        window(
            "lag(" + of.sql() + ")" + over + ")",
            of.kind(),
            rows,
            (sorted, at) -> at < 1 ? null : of.value().of(sorted.get(at - 1)));
      case 2 ->
        window(
            "lead(" + of.sql() + ", " + distance + ", " + of.sql() + ")" + over + ")",
            of.kind(),
            rows,
            (sorted, at) ->
                of.value().of(sorted.get(at + distance < sorted.size() ? at + distance : at)));
      default -> framed(over, rows, RandomFrame.rows(random));
    };
  }

  /** An aggregate, or the first or last value, of a frame. */
  private Window framed(String over, List<Map<String, @Nullable Object>> rows, RandomFrame frame) {
    Term of = terms.any(1);
    boolean first = random.nextBoolean();
    boolean value = frame.byRows() && random.nextInt(3) == 0;
    Aggregate aggregate = value
        ? new Aggregate(
            new Column(
                first ? "first_value(" + of.sql() + ")" : "last_value(" + of.sql() + ")",
                of.kind()),
            seen -> seen.isEmpty() ? null : of.value().of(seen.get(first ? 0 : seen.size() - 1)))
        : aggregate();
    return window(
        aggregate.column().name() + over + frame.sql() + ")",
        aggregate.column().kind(),
        rows,
        (sorted, at) -> {
          int firstPeer = frame.byRows() ? at : firstPeer(sorted, at);
          int lastPeer = frame.byRows() ? at : lastPeer(sorted, at);
          int from = frame.start().at(firstPeer, sorted.size());
          int to = frame.end().at(lastPeer, sorted.size()) + 1;
          return aggregate
              .fold()
              .of(sorted.subList(
                  Math.min(Math.max(from, 0), sorted.size()),
                  Math.min(Math.max(Math.max(from, to), 0), sorted.size())));
        });
  }

  private Window peers(String over, String by, List<Map<String, @Nullable Object>> rows) {
    int choice = random.nextInt(6);
    if (choice >= 4) {
      return framed(over, rows, RandomFrame.range(random));
    }
    if (choice == 0) {
      return window(
          "rank()" + over + ")", Kind.LONG, rows, (sorted, at) -> firstPeer(sorted, at) + 1L);
    }
    if (choice == 1) {
      return window("dense_rank()" + over + ")", Kind.LONG, rows, (sorted, at) -> {
        long rank = 1;
        for (int i = 1; i <= at; i++) {
          rank += compare(sorted.get(i - 1), sorted.get(i)) == 0 ? 0 : 1;
        }
        return rank;
      });
    }
    Aggregate fold = aggregate();
    boolean whole = random.nextBoolean();
    return window(
        fold.column().name() + (whole ? " over (" + by : over) + ")",
        fold.column().kind(),
        rows,
        (sorted, at) -> {
          int end = at + 1;
          while (end < sorted.size() && (whole || compare(sorted.get(at), sorted.get(end)) == 0)) {
            end++;
          }
          return fold.fold().of(sorted.subList(0, end));
        });
  }

  /** One that a window may have: {@code distinct} is refused there. */
  private Aggregate aggregate() {
    Aggregate aggregate = new RandomAggregates(random, terms).plain(true);
    while (aggregate.column().name().matches("(floor|count\\(distinct).*")) {
      aggregate = new RandomAggregates(random, terms).plain(true);
    }
    return aggregate;
  }

  private interface Place {
    @Nullable
    Object value(List<Map<String, @Nullable Object>> sorted, int at);
  }

  private Window window(
      String sql, Kind kind, List<Map<String, @Nullable Object>> rows, Place place) {
    IdentityHashMap<Map<String, @Nullable Object>, @Nullable Object> values =
        new IdentityHashMap<>();
    for (Map<String, @Nullable Object> row : rows) {
      if (!values.containsKey(row)) {
        List<Map<String, @Nullable Object>> sorted = new ArrayList<>(
            rows.stream().filter(other -> samePartition(row, other)).toList());
        sorted.sort(comparator());
        for (int at = 0; at < sorted.size(); at++) {
          values.put(sorted.get(at), place.value(sorted, at));
        }
      }
    }
    return new Window(new Column(sql, kind), values);
  }

  private boolean samePartition(Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
    return partition.stream()
        .allMatch(term -> Objects.equals(term.value().of(a), term.value().of(b)));
  }

  private Comparator<Map<String, @Nullable Object>> comparator() {
    return this::compare;
  }

  private int compare(Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
    for (int i = 0; i < keys.size(); i++) {
      Term key = keys.get(i);
      int order = orders.get(i).compare(key.value().of(a), key.value().of(b));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private int lastPeer(List<Map<String, @Nullable Object>> sorted, int at) {
    int last = at;
    while (last + 1 < sorted.size() && compare(sorted.get(at), sorted.get(last + 1)) == 0) {
      last++;
    }
    return last;
  }

  private int firstPeer(List<Map<String, @Nullable Object>> sorted, int at) {
    int first = at;
    while (first > 0 && compare(sorted.get(first - 1), sorted.get(at)) == 0) {
      first--;
    }
    return first;
  }
}
