// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import io.tracingonsls.logservice.sql.random.RandomAggregates.Aggregate;
import io.tracingonsls.logservice.sql.random.RandomWindow.Window;
import io.tracingonsls.logservice.sql.random.Term.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random selects over a log, nested a few levels, each with the rows that it must answer. */
final class RandomQuery {
  private final Random random;
  private final List<Relation> tables;
  private int names;

  private RandomQuery(Random random, List<Relation> tables, int names) {
    this.random = random;
    this.tables = tables;
    this.names = names;
  }

  /** A whole statement, perhaps with a named sub-query. */
  static Answer statement(Random random, Relation log) {
    RandomQuery plain = new RandomQuery(random, List.of(log), 0);
    if (random.nextInt(4) > 0) {
      return plain.top();
    }
    Answer inner = plain.select(1, false);
    Relation named = new Relation("t1", inner.columns(), inner.relation().rows());
    Answer top = new RandomQuery(random, List.of(log, named, named), plain.names).top();
    return new Answer(
        "with t1 as (" + inner.sql() + ") " + top.sql(),
        top.columns(),
        top.rows(),
        null,
        List.of(),
        top.ordered());
  }

  private Relation table() {
    return tables.get(random.nextInt(tables.size()));
  }

  /** The outermost select; it always has a limit, for the default one is 100 rows. */
  private Answer top() {
    Answer core = random.nextInt(6) == 0 ? union(2) : select(2, true);
    return ordered(core, true);
  }

  private Answer select(int depth, boolean top) {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> grouped(depth, top);
      case 3, 4 -> windowed(depth);
      default -> plain(depth);
    };
  }

  private record Filtered(
      String sql, List<Column> columns, List<Map<String, @Nullable Object>> rows) {}

  private Filtered from(int depth) {
    Relation source = source(depth);
    String sql = " from " + source.sql();
    if (random.nextInt(3) == 0) {
      return new Filtered(sql, source.columns(), source.rows());
    }
    Term where =
        new RandomTerms(random, source.columns()).condition(1 + random.nextInt(2), source.rows());
    if (source.sql().equals("log") && random.nextInt(4) == 0) {
      where = timed(where);
    }
    if (depth > 0 && random.nextInt(6) == 0) {
      where = withSubquery(where, source);
    }
    return new Filtered(sql + " where " + where.sql(), source.columns(), source.where(where));
  }

  /** The same within a time, which the product turns into the range it reads. */
  private Term timed(Term where) {
    long second = 99L + random.nextInt(9);
    boolean from = random.nextBoolean();
    boolean or = random.nextInt(4) == 0;
    String operator = from ? ">=" : "<";
    String time = "__time__ " + operator + " " + second + (or ? " or " : " and ");
    return new Term("(" + time + where.sql() + ")", Kind.BOOL, row -> {
      Boolean inside = Naive.compare(operator, row.get("__time__"), second);
      Object other = where.value().of(row);
      return or ? Naive.or(inside, other) : Naive.and(inside, other);
    });
  }

  private Term withSubquery(Term where, Relation source) {
    Term test = switch (random.nextInt(4)) {
      case 0 -> exists();
      case 1 -> scalarComparison(source);
      default -> inQuery(source);
    };
    return new Term(
        "(" + where.sql() + " and " + test.sql() + ")",
        Kind.BOOL,
        row -> Naive.and(where.value().of(row), test.value().of(row)));
  }

  private Term inQuery(Relation source) {
    Answer inner = select(0, false);
    Column column = inner.columns().get(0);
    Term term = new RandomTerms(random, source.columns()).of(column.kind(), 1);
    boolean not = random.nextBoolean();
    String list = "(select " + column.name() + " from " + inner.relation().sql() + ")";
    List<@Nullable Object> values = new ArrayList<>();
    inner.rows().forEach(row -> values.add(row.get(0)));
    return new Term(term.sql() + (not ? " not in " : " in ") + list, Kind.BOOL, row -> {
      Boolean found = Naive.in(term.value().of(row), values);
      return not ? Naive.not(found) : found;
    });
  }

  private Term exists() {
    Filtered from = from(0);
    boolean not = random.nextInt(4) == 0;
    boolean found = from.rows().isEmpty() == not;
    return new Term(
        (not ? "not exists (select 1" : "exists (select 1") + from.sql() + ")",
        Kind.BOOL,
        row -> found);
  }

  private Term scalarComparison(Relation source) {
    Term scalar = scalar();
    Term term = new RandomTerms(random, source.columns()).of(scalar.kind(), 1);
    String operator = List.of("=", "<>", "<", ">=").get(random.nextInt(4));
    return new Term(
        "(" + term.sql() + " " + operator + " " + scalar.sql() + ")",
        Kind.BOOL,
        row -> Naive.compare(operator, term.value().of(row), scalar.value().of(row)));
  }

  /** An aggregate over another select, as a value. */
  private Term scalar() {
    Filtered from = from(0);
    RandomTerms terms = new RandomTerms(random, from.columns());
    Aggregate aggregate = new RandomAggregates(random, terms).next(true);
    Object value = aggregate.fold().of(from.rows());
    return new Term(
        "(select " + aggregate.column().name() + from.sql() + ")",
        aggregate.column().kind(),
        row -> value);
  }

  private Relation source(int depth) {
    if (depth == 0) {
      return table();
    }
    return switch (random.nextInt(5)) {
      case 0 ->
        ordered(random.nextInt(4) == 0 ? union(depth - 1) : select(depth - 1, false), false)
            .relation();
      case 1, 2 -> join(depth - 1);
      default -> table();
    };
  }

  private Relation join(int depth) {
    Relation left = side(depth).as("l" + ++names);
    if (random.nextInt(5) == 0) {
      return RandomUnnest.of(random, left, "u" + names);
    }
    Relation right = side(depth).as("r" + names);
    return new RandomJoin(random, left, right).next();
  }

  private Relation side(int depth) {
    return random.nextBoolean() ? table() : select(depth, false).relation();
  }

  private List<Term> outputs(RandomTerms terms) {
    List<Term> outputs = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      outputs.add(terms.of(terms.kind(), random.nextInt(3)));
    }
    return outputs;
  }

  private Answer plain(int depth) {
    Filtered from = from(depth);
    boolean distinct = random.nextInt(4) == 0;
    List<Term> outputs = outputs(new RandomTerms(random, from.columns()));
    if (depth > 0 && random.nextInt(8) == 0) {
      outputs.add(scalar());
    }
    Answer all = project("select ", outputs, from.sql(), from.columns(), from.rows());
    return distinct ? distinct(all, all.sql().replaceFirst("select ", "select distinct ")) : all;
  }

  private static Answer distinct(Answer all, String sql) {
    List<List<@Nullable Object>> rows = all.rows().stream().distinct().toList();
    return new Answer(sql, all.columns(), rows, null, List.of(), false);
  }

  private Answer project(
      String select,
      List<Term> outputs,
      String rest,
      List<Column> columns,
      List<Map<String, @Nullable Object>> inputs) {
    List<Column> made = new ArrayList<>();
    StringBuilder sql = new StringBuilder(select);
    for (Term output : outputs) {
      Column column = new Column("c" + ++names, output.kind());
      sql.append(made.isEmpty() ? "" : ", ").append(output.sql()).append(" as ");
      sql.append(column.name());
      made.add(column);
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> input : inputs) {
      List<@Nullable Object> row = new ArrayList<>();
      outputs.forEach(output -> row.add(output.value().of(input)));
      rows.add(row);
    }
    return new Answer(sql + rest, made, rows, inputs, columns, false);
  }

  private Answer grouped(int depth, boolean top) {
    Filtered from = from(depth);
    RandomTerms terms = new RandomTerms(random, from.columns());
    List<Term> keys = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      keys.add(terms.any(random.nextInt(2)));
    }
    List<Aggregate> aggregates = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      aggregates.add(new RandomAggregates(random, terms).next(!top));
    }
    List<Column> columns = new ArrayList<>();
    keys.forEach(key -> columns.add(new Column(key.sql(), key.kind())));
    aggregates.forEach(aggregate -> columns.add(aggregate.column()));
    List<Map<String, @Nullable Object>> groups = groups(keys, aggregates, from.rows());
    RandomTerms over = new RandomTerms(random, columns);
    List<Term> outputs = new ArrayList<>(columns.stream().map(Term::column).toList());
    if (random.nextInt(3) == 0) {
      outputs.add(over.any(1));
    }
    String rest = from.sql() + groupBy(keys);
    if (random.nextInt(3) == 0) {
      Term having = over.condition(1, groups);
      groups = new Relation("", columns, groups).where(having);
      rest += " having " + having.sql();
    }
    Answer all = project("select ", outputs, rest, columns, groups);
    String sql = all.sql();
    for (int i = 0; i < keys.size(); i++) {
      sql = sql.replace("{alias" + i + "}", all.columns().get(i).name());
    }
    return new Answer(sql, all.columns(), all.rows(), groups, columns, false);
  }

  private String groupBy(List<Term> keys) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < keys.size(); i++) {
      sql.append(i == 0 ? " group by " : ", ");
      sql.append(
          switch (random.nextInt(3)) {
            case 0 -> Integer.toString(i + 1);
            case 1 -> "{alias" + i + "}";
            default -> keys.get(i).sql();
          });
    }
    return sql.toString();
  }

  private static List<Map<String, @Nullable Object>> groups(
      List<Term> keys, List<Aggregate> aggregates, List<Map<String, @Nullable Object>> rows) {
    Map<List<@Nullable Object>, List<Map<String, @Nullable Object>>> groups = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (Map<String, @Nullable Object> row : rows) {
      List<@Nullable Object> values = new ArrayList<>();
      keys.forEach(key -> values.add(key.value().of(row)));
      groups.computeIfAbsent(values, key -> new ArrayList<>()).add(row);
    }
    List<Map<String, @Nullable Object>> results = new ArrayList<>();
    groups.forEach((values, members) -> {
      Map<String, @Nullable Object> result = new HashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        result.put(keys.get(i).sql(), values.get(i));
      }
      aggregates.forEach(a -> result.put(a.column().name(), a.fold().of(members)));
      results.add(result);
    });
    return results;
  }

  private Answer windowed(int depth) {
    Filtered from = from(depth);
    List<Window> windows = new ArrayList<>();
    if (random.nextBoolean()) {
      windows.add(new RandomWindow(random, from.columns()).next(true, from.rows()));
    }
    if (windows.isEmpty() || random.nextBoolean()) {
      windows.add(new RandomWindow(random, from.columns()).next(false, from.rows()));
    }
    List<Column> columns = new ArrayList<>(from.columns());
    windows.forEach(window -> columns.add(window.column()));
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row : from.rows()) {
      Map<String, @Nullable Object> wider = new HashMap<>(row);
      windows.forEach(
          window -> wider.put(window.column().name(), window.values().get(row)));
      rows.add(wider);
    }
    List<Term> outputs = outputs(new RandomTerms(random, columns));
    windows.forEach(window -> outputs.add(Term.column(window.column())));
    return project("select ", outputs, from.sql(), columns, rows);
  }

  private Answer union(int depth) {
    Answer first = select(depth, false);
    Filtered from = from(depth);
    RandomTerms terms = new RandomTerms(random, from.columns());
    List<Term> outputs = new ArrayList<>();
    for (Column column : first.columns()) {
      outputs.add(terms.of(column.kind(), 1));
    }
    Answer second = project("select ", outputs, from.sql(), from.columns(), from.rows());
    List<List<@Nullable Object>> rows = new ArrayList<>(first.rows());
    rows.addAll(second.rows());
    boolean all = random.nextInt(3) > 0;
    Answer both = new Answer("", first.columns(), rows, null, List.of(), false);
    String sql = first.sql() + (all ? " union all " : " union ") + second.sql();
    return all
        ? new Answer(sql, first.columns(), rows, null, List.of(), false)
        : distinct(both, sql);
  }

  /** Orders by some input expression, where that is allowed, then by every output: only equal rows have no order. */
  private Answer ordered(Answer core, boolean top) {
    boolean order = random.nextInt(4) > 0;
    String none = core.sql() + (top ? " limit 900000" : "");
    if (!order) {
      return new Answer(none, core.columns(), core.rows(), null, List.of(), false);
    }
    List<List<@Nullable Object>> keyed = new ArrayList<>();
    Term hidden = core.inputs() != null && random.nextInt(3) == 0
        ? new RandomTerms(random, core.inputColumns()).any(1)
        : null;
    for (int i = 0; i < core.rows().size(); i++) {
      List<@Nullable Object> keys = new ArrayList<>(core.rows().get(i));
      keys.add(hidden == null ? null : hidden.value().of(core.inputs().get(i)));
      keyed.add(keys);
    }
    int width = core.columns().size();
    StringBuilder sql = new StringBuilder(core.sql());
    List<Order> orders = new ArrayList<>();
    for (int i = -1; i < width; i++) {
      Order next = Order.random(random);
      orders.add(next);
      if (i >= 0 || hidden != null) {
        sql.append(sql.length() == core.sql().length() ? " order by " : ", ");
        sql.append(i < 0 ? hidden.sql() : name(core.columns(), i)).append(next.sql());
      }
    }
    keyed.sort((a, b) -> {
      int result = orders.get(0).compare(a.get(width), b.get(width));
      for (int i = 0; i < width && result == 0; i++) {
        result = orders.get(i + 1).compare(a.get(i), b.get(i));
      }
      return result;
    });
    return limited(sql.toString(), core, keyed, top);
  }

  private String name(List<Column> columns, int index) {
    return random.nextBoolean()
        ? Integer.toString(index + 1)
        : columns.get(index).name();
  }

  private Answer limited(String sql, Answer core, List<List<@Nullable Object>> keyed, boolean top) {
    int from = top && random.nextInt(5) == 0 ? random.nextInt(4) : 0;
    int count = random.nextInt(3) > 0 ? 900_000 : random.nextInt(30);
    List<List<@Nullable Object>> rows = keyed.stream()
        .skip(from)
        .limit(count)
        .map(row -> row.subList(0, row.size() - 1))
        .toList();
    String limit = top || count < 900_000 ? " limit " + (from > 0 ? from + ", " : "") + count : "";
    return new Answer(sql + limit, core.columns(), rows, null, List.of(), true);
  }
}
