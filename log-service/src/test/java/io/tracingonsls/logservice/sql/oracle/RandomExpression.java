// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import java.util.List;
import java.util.Random;

/** Random expressions, with as few parentheses as the grammar allows, so that precedence decides. */
final class RandomExpression {
  private static final String[] NAMES = {
    "service",
    "duration",
    "a",
    "b",
    "c",
    "traceID",
    "_x1",
    "\"attribute.http.status_code\"",
    "\"say \"\"hi\"\"\"",
    "\"select\"",
    "\"Key\"",
    "day",
    "date",
    "map",
    "first",
    "if",
    "time",
    "__time__",
    "position",
    "row",
    "array",
    "filter",
    "range",
    "data",
    "last",
    "nulls",
    "coalesce",
    "timestamp",
  };
  private static final String[] LITERALS = {
    "1",
    "0",
    "007",
    "42",
    "9223372036854775807",
    "1.5",
    "1.",
    ".5",
    "1e3",
    "2.5E-3",
    "1e+10",
    "'x'",
    "''",
    "'it''s'",
    "'a--b'",
    "'/*'",
    "'é\"'",
    "null",
    "true",
    "false",
    "timestamp '2023-11-14 22:13:20'",
    "date '2023-11-14'",
    "interval '2' hour",
    "interval - '1' day",
    "interval + '3' second",
    "interval '1' month",
    "current_timestamp",
    "current_date",
    "localtimestamp",
    "current_time",
  };
  private static final String[] TYPES = {
    "bigint",
    "integer",
    "double",
    "varchar",
    "varchar ( 3 )",
    "boolean",
    "timestamp",
    "date",
    "json",
    "double precision",
    "array ( bigint )",
    "map ( varchar , array ( varchar ( 7 ) ) )",
    "decimal ( 10 , 2 )",
    "timestamp with time zone",
  };
  private static final String[] FUNCTIONS = {
    "count",
    "sum",
    "lower",
    "COALESCE",
    "min_by",
    "approx_percentile",
    "\"Max\"",
    "rank",
    "date",
    "map",
    "concat",
    "mod",
  };
  private static final String[] OPERATORS = {"+", "-", "*", "/", "%", "||"};
  private static final String[] COMPARISONS = {"=", "<>", "!=", "<", "<=", ">", ">="};

  private final Random random;
  private final List<String> tokens;
  private final RandomStatement queries;
  private int depth;

  RandomExpression(Random random, List<String> tokens, RandomStatement queries) {
    this.random = random;
    this.tokens = tokens;
    this.queries = queries;
  }

  private String any(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** Adds tokens; a text or a quoted name with a blank stays whole. */
  private void add(String words) {
    tokens.addAll(Spelling.split(words));
  }

  String name() {
    return any(NAMES).replace(' ', '_');
  }

  /** A whole expression; boolean operators join and negate predicates. */
  void condition() {
    depth++;
    while (oneIn(6)) {
      add("not");
    }
    predicate();
    while (depth < 4 && oneIn(4)) {
      add(any("and", "or"));
      while (oneIn(5)) {
        add("not");
      }
      predicate();
    }
    depth--;
  }

  private void predicate() {
    value();
    String not = oneIn(2) ? "not " : "";
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> {
        add(any(COMPARISONS));
        value();
      }
      case 3 -> {
        add(not + "between");
        value();
        add("and");
        value();
      }
      case 4 -> {
        add(not + "like");
        value();
        if (oneIn(3)) {
          add("escape");
          value();
        }
      }
      case 5 -> in(not);
      case 6 -> add("is " + not + "null");
      case 7 -> {
        add("is " + not + "distinct from");
        value();
      }
      default -> {}
    }
  }

  private void in(String not) {
    add(not + "in (");
    if (queries.mayNest() && oneIn(3)) {
      queries.query();
    } else if (queries.mayNest() && oneIn(4)) {
      queries.parenthesisedQuery();
    } else {
      list();
    }
    add(")");
  }

  private void list() {
    condition();
    while (oneIn(3)) {
      add(",");
      condition();
    }
  }

  private void value() {
    operand();
    while (depth < 5 && oneIn(3)) {
      add(any(OPERATORS));
      operand();
    }
  }

  private void operand() {
    while (oneIn(8)) {
      add(any("-", "+"));
    }
    int kind = depth < 4 ? random.nextInt(20) : 19;
    depth++;
    switch (kind) {
      case 0 -> enclosed("(", this::condition, ")");
      case 1 -> caseOf();
      case 2 ->
        enclosed(
            any("cast (", "try_cast ("),
            () -> {
              condition();
              add("as " + any(TYPES));
            },
            ")");
      case 3, 4, 5 -> call();
      case 6 -> nested();
      case 7 -> enclosed("array [", oneIn(5) ? () -> {} : this::list, "]");
      case 8 -> special();
      case 9 -> enclosed(name() + " [", this::value, "]");
      case 10, 11 -> add(name() + " . " + name());
      default -> add(oneIn(2) ? any(LITERALS) : name());
    }
    depth--;
    if (kind == 7 && oneIn(3)) {
      enclosed("[", this::value, "]");
    }
  }

  private void enclosed(String open, Runnable inside, String close) {
    add(open);
    inside.run();
    add(close);
  }

  private void caseOf() {
    add("case");
    if (oneIn(2)) {
      value();
    }
    do {
      add("when");
      condition();
      add("then");
      condition();
    } while (oneIn(3));
    if (oneIn(2)) {
      add("else");
      condition();
    }
    add("end");
  }

  private void nested() {
    if (!queries.mayNest()) {
      add("null");
      return;
    }
    enclosed(any("(", "exists ("), oneIn(2) ? queries::query : queries::parenthesisedQuery, ")");
  }

  private void special() {
    switch (random.nextInt(6)) {
      case 0 ->
        enclosed(
            "extract ( " + any("hour", "day", "month", "dow", "week") + " from", this::value, ")");
      case 1 ->
        enclosed(
            "position (",
            () -> {
              value();
              add("in");
              value();
            },
            ")");
      case 2 -> enclosed("coalesce ( a ,", this::list, ")");
      case 3 -> enclosed("if ( a ,", this::condition, ")");
      case 4 -> enclosed("nullif ( b ,", this::condition, ")");
      default -> enclosed("try (", this::condition, ")");
    }
  }

  private void call() {
    String function = any(FUNCTIONS);
    switch (function.equals("COALESCE") ? 3 : random.nextInt(5)) {
      case 0 -> add(function + " ( * )");
      case 1 -> add(function + " ( )");
      case 2 -> enclosed(function + " ( " + any("distinct", "all"), this::list, ")");
      case 3 -> {
        enclosed(function + " ( a ,", this::list, ")");
        if (function.equals("COALESCE")) {
          return;
        }
      }
      default ->
        enclosed(
            function + " (",
            () -> {
              list();
              add("order by");
              queries.sortItems();
            },
            ")");
    }
    if (oneIn(5)) {
      enclosed("filter ( where", this::condition, ")");
    }
    if (oneIn(4)) {
      enclosed("over (", this::window, ")");
    }
  }

  private void window() {
    if (oneIn(2)) {
      add("partition by");
      list();
    }
    if (oneIn(2)) {
      add("order by");
      queries.sortItems();
    }
    if (oneIn(3)) {
      frame();
    }
  }

  private void frame() {
    boolean rows = oneIn(2);
    add(rows ? "rows" : "range");
    boolean between = oneIn(2);
    if (between) {
      add("between");
    }
    bound(rows);
    if (between) {
      add("and");
      bound(rows);
    }
  }

  private void bound(boolean rows) {
    int kind = random.nextInt(rows ? 5 : 3);
    if (kind < 3) {
      add(List.of("unbounded preceding", "current row", "unbounded following").get(kind));
      return;
    }
    value();
    add(any("preceding", "following"));
  }
}
