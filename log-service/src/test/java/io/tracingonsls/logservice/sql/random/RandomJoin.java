// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A random join by an equality, and perhaps more conditions, answered by nested loops. */
final class RandomJoin {
  private static final List<String> KINDS =
      List.of(" join ", " join ", " left join ", " left join ", " right join ", " full join ");

  private static final int MAX_CROSS = 2000;

  private final Random random;
  private final Relation left;
  private final Relation right;
  private final List<Column> both;

  RandomJoin(Random random, Relation left, Relation right) {
    this.random = random;
    this.left = left;
    this.right = right;
    this.both = new ArrayList<>(left.columns());
    both.addAll(right.columns());
  }

  Relation next() {
    if (random.nextInt(10) == 0 && left.rows().size() * right.rows().size() < MAX_CROSS) {
      Term all = Term.literal("true", Kind.BOOL, true);
      return new Relation(
          left.sql() + " cross join " + right.sql(), both, pairs(all, " cross join "));
    }
    List<String> common = common();
    if (!common.isEmpty() && random.nextInt(3) == 0) {
      return using(common.get(random.nextInt(common.size())));
    }
    Term on = equality();
    for (int i = random.nextInt(3); i > 0; i--) {
      Term more =
          random.nextBoolean() ? equality() : new RandomTerms(random, both).of(Kind.BOOL, 1);
      Term before = on;
      on = new Term(
          before.sql() + " and " + more.sql(),
          Kind.BOOL,
          row -> Naive.and(before.value().of(row), more.value().of(row)));
    }
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    String sql = left.sql() + kind + right.sql() + " on " + on.sql();
    return new Relation(sql, both, pairs(on, kind));
  }

  /** Columns of one name and type on both sides, without the names of the sides. */
  private List<String> common() {
    return left.columns().stream()
        .map(column -> new Column(bare(column), column.kind()))
        .filter(column -> right.columns().stream()
            .anyMatch(other -> bare(other).equals(column.name()) && other.kind() == column.kind()))
        .map(Column::name)
        .toList();
  }

  private static String bare(Column column) {
    return column.name().substring(column.name().indexOf('.') + 1);
  }

  /** The common column is one afterwards, and has no side. */
  private Relation using(String name) {
    String a = side(left) + "." + name;
    String b = side(right) + "." + name;
    Kind kind = left.columns().stream()
        .filter(column -> column.name().equals(a))
        .findFirst()
        .orElseThrow()
        .kind();
    String join = KINDS.get(random.nextInt(KINDS.size()));
    Term on = new Term("", Kind.BOOL, row -> Naive.compare("=", row.get(a), row.get(b)));
    List<Map<String, @Nullable Object>> rows = pairs(on, join);
    for (Map<String, @Nullable Object> row : rows) {
      row.put(name, row.get(a) == null ? row.get(b) : row.get(a));
    }
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(name, kind));
    both.stream()
        .filter(column -> !column.name().equals(a) && !column.name().equals(b))
        .forEach(columns::add);
    return new Relation(left.sql() + join + right.sql() + " using (" + name + ")", columns, rows);
  }

  private static String side(Relation relation) {
    String name = relation.columns().get(0).name();
    return name.substring(0, name.indexOf('.'));
  }

  private List<Map<String, @Nullable Object>> pairs(Term on, String kind) {
    boolean keepsLeft = kind.contains("left") || kind.contains("full");
    boolean keepsRight = kind.contains("right") || kind.contains("full");
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    Set<Integer> met = new HashSet<>();
    for (Map<String, @Nullable Object> a : left.rows()) {
      int before = rows.size();
      for (int i = 0; i < right.rows().size(); i++) {
        Map<String, @Nullable Object> pair = new HashMap<>(a);
        pair.putAll(right.rows().get(i));
        if (Boolean.TRUE.equals(on.value().of(pair))) {
          rows.add(pair);
          met.add(i);
        }
      }
      if (keepsLeft && rows.size() == before) {
        rows.add(new HashMap<>(a));
      }
    }
    for (int i = 0; i < right.rows().size(); i++) {
      if (keepsRight && !met.contains(i)) {
        rows.add(new HashMap<>(right.rows().get(i)));
      }
    }
    return rows;
  }

  /** Keys of one type mostly; whole numbers may also meet doubles. */
  private Term equality() {
    Term a = new RandomTerms(random, left.columns()).any(random.nextInt(4) == 0 ? 1 : 0);
    boolean mixed = a.kind().isNumber() && random.nextInt(3) == 0;
    List<Column> fitting = right.columns().stream()
        .filter(c -> mixed ? c.kind().isNumber() : c.kind() == a.kind())
        .toList();
    Term b = fitting.isEmpty()
        ? new RandomTerms(random, right.columns()).of(a.kind(), 1)
        : Term.column(fitting.get(random.nextInt(fitting.size())));
    boolean swapped = random.nextInt(4) == 0;
    String sql = swapped ? b.sql() + " = " + a.sql() : a.sql() + " = " + b.sql();
    return new Term(
        "(" + sql + ")",
        Kind.BOOL,
        row -> Naive.compare("=", a.value().of(row), b.value().of(row)));
  }
}
