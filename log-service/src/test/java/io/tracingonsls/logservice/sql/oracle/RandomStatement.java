// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random statements of the dialect that docs/sql-reference.md describes, as tokens; names and types are not consistent. */
final class RandomStatement {
  private final Random random;
  private final List<String> tokens = new ArrayList<>();
  private final RandomExpression expressions;
  private int depth;

  private RandomStatement(Random random) {
    this.random = random;
    this.expressions = new RandomExpression(random, tokens, this);
  }

  static List<String> tokens(Random random) {
    RandomStatement statement = new RandomStatement(random);
    statement.query();
    return statement.tokens;
  }

  private void add(String words) {
    tokens.addAll(List.of(words.split(" ")));
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /** Whether a nested query may still be begun. */
  boolean mayNest() {
    return depth < 2;
  }

  void query() {
    depth++;
    if (oneIn(8) && mayNest()) {
      with();
    }
    body();
    if (oneIn(3)) {
      add("order by");
      sortItems();
    }
    if (oneIn(3)) {
      add("limit " + (oneIn(6) ? "all" : random.nextInt(1000)));
    }
    depth--;
  }

  private void with() {
    add("with");
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      add(i > 0 ? ", t" + i : "t" + i);
      if (oneIn(3)) {
        add("( a , b )");
      }
      add("as (");
      query();
      add(")");
    }
  }

  private void body() {
    term();
    while (oneIn(6)) {
      add(List.of("union", "union all", "union distinct").get(random.nextInt(3)));
      term();
    }
  }

  private void term() {
    if (oneIn(8) && mayNest()) {
      add("(");
      query();
      add(")");
      return;
    }
    select();
  }

  /** A query that begins with parentheses, which could also be those of an expression. */
  void parenthesisedQuery() {
    depth++;
    int parentheses = 1 + random.nextInt(2);
    for (int i = 0; i < parentheses; i++) {
      add("(");
    }
    query();
    add(")");
    for (int i = 1; i < parentheses; i++) {
      continuation();
      add(")");
    }
    continuation();
    depth--;
  }

  private void continuation() {
    if (oneIn(2)) {
      add(oneIn(2) ? "union" : "union all");
      term();
    }
    if (oneIn(3)) {
      add("order by");
      sortItems();
    }
    if (oneIn(3)) {
      add("limit 3");
    }
  }

  private void select() {
    add(List.of("select", "select", "select distinct", "select all").get(random.nextInt(4)));
    item();
    while (oneIn(2)) {
      add(",");
      item();
    }
    if (!oneIn(8)) {
      add("from");
      relations();
    }
    if (oneIn(2)) {
      add("where");
      expressions.condition();
    }
    if (oneIn(4)) {
      add("group by");
      list();
    }
    if (oneIn(6)) {
      add("having");
      expressions.condition();
    }
  }

  private void list() {
    expressions.condition();
    while (oneIn(3)) {
      add(",");
      expressions.condition();
    }
  }

  private void item() {
    if (oneIn(10)) {
      add(oneIn(2) ? "*" : expressions.name() + " . *");
      return;
    }
    expressions.condition();
    alias(3);
  }

  private void alias(int rarity) {
    if (oneIn(rarity)) {
      add((oneIn(2) ? "as " : "") + expressions.name());
    }
  }

  private void relations() {
    relation();
    if (oneIn(8)) {
      add(",");
      relation();
    }
  }

  private void relation() {
    primaryRelation();
    while (oneIn(3)) {
      if (oneIn(4)) {
        add("cross join");
        primaryRelation();
      } else {
        join();
      }
    }
  }

  private void join() {
    String kind = List.of("", "inner ", "left ", "left outer ", "right ", "full outer ")
        .get(random.nextInt(6));
    add(kind + "join");
    if (oneIn(8) && mayNest()) {
      depth++;
      relation();
      depth--;
    } else {
      primaryRelation();
    }
    if (oneIn(4)) {
      add("using ( " + expressions.name() + (oneIn(2) ? " , b )" : " )"));
    } else {
      add("on");
      expressions.condition();
    }
  }

  private void primaryRelation() {
    int kind = mayNest() ? random.nextInt(10) : 2 + random.nextInt(40);
    if (kind < 2) {
      add("(");
      query();
      add(")");
    } else if (kind == 2) {
      add("(");
      relation();
      add(")");
      return;
    } else if (kind == 3) {
      add("unnest (");
      list();
      add(oneIn(3) ? ") with ordinality" : ")");
    } else {
      add(oneIn(3) ? expressions.name() : "log");
    }
    if (oneIn(2)) {
      add((oneIn(2) ? "as " : "") + expressions.name() + (oneIn(3) ? " ( x , y )" : ""));
    }
  }

  void sortItems() {
    do {
      expressions.condition();
      add(List.of("", "asc ", "desc ").get(random.nextInt(3))
          + List.of(",", "nulls first ,", "nulls last ,").get(random.nextInt(3)));
    } while (oneIn(3));
    tokens.remove(tokens.size() - 1);
  }
}
