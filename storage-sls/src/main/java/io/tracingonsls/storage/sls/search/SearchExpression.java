// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.search;

import java.util.ArrayList;
import java.util.List;

/** A condition in Log Service's search language. Immutable; {@link #text()} is safe for any value. */
public sealed interface SearchExpression {
  /** Conditions that Log Service allows in one search. */
  int MAX_CONDITIONS = 30;

  /** Number of conditions that count against the limit. */
  int conditions();

  /** Appends the text, in parentheses where needed. */
  void render(StringBuilder query);

  /** The search part of a query. */
  default String text() {
    StringBuilder query = new StringBuilder();
    render(query);
    return query.toString();
  }

  default boolean isAll() {
    return this instanceof All;
  }

  /** Every log. */
  record All() implements SearchExpression {
    @Override
    public int conditions() {
      return 0;
    }

    @Override
    public void render(StringBuilder query) {
      query.append('*');
    }
  }

  /** A key's value: exact but for letter case on keys that are not split into words, else all words in any order. */
  record Term(String key, String value) implements SearchExpression {
    @Override
    public int conditions() {
      return 1;
    }

    @Override
    public void render(StringBuilder query) {
      Quoting.searchKey(key, query);
      query.append(": ");
      Quoting.searchText(value, query);
    }
  }

  /** Words in this order; can't be used with SQL or under {@code not}. */
  record Phrase(String key, String value) implements SearchExpression {
    @Override
    public int conditions() {
      return 1;
    }

    @Override
    public void render(StringBuilder query) {
      Quoting.searchKey(key, query);
      query.append(": #");
      Quoting.searchText(value, query);
    }
  }

  /** A number of a key within both bounds. */
  record Range(String key, long from, long to) implements SearchExpression {
    @Override
    public int conditions() {
      return 1;
    }

    @Override
    public void render(StringBuilder query) {
      Quoting.searchKey(key, query);
      query.append(" in [").append(from).append(' ').append(to).append(']');
    }
  }

  /** The key is there. */
  record Exists(String key) implements SearchExpression {
    @Override
    public int conditions() {
      return 1;
    }

    @Override
    public void render(StringBuilder query) {
      Quoting.searchKey(key, query);
      query.append(":*");
    }
  }

  /** All parts. */
  record And(List<SearchExpression> parts) implements SearchExpression {
    public And {
      parts = List.copyOf(parts);
    }

    @Override
    public int conditions() {
      return parts.stream().mapToInt(SearchExpression::conditions).sum();
    }

    @Override
    public void render(StringBuilder query) {
      join(parts, " and ", query);
    }
  }

  /** At least one part. */
  record Or(List<SearchExpression> parts) implements SearchExpression {
    public Or {
      parts = List.copyOf(parts);
    }

    @Override
    public int conditions() {
      return parts.stream().mapToInt(SearchExpression::conditions).sum();
    }

    @Override
    public void render(StringBuilder query) {
      join(parts, " or ", query);
    }
  }

  /** The opposite. */
  record Not(SearchExpression part) implements SearchExpression {
    @Override
    public int conditions() {
      return part.conditions();
    }

    @Override
    public void render(StringBuilder query) {
      query.append("(not ");
      part.render(query);
      query.append(')');
    }
  }

  private static void join(List<SearchExpression> parts, String word, StringBuilder query) {
    query.append('(');
    for (int i = 0; i < parts.size(); i++) {
      query.append(i == 0 ? "" : word);
      parts.get(i).render(query);
    }
    query.append(')');
  }

  /** The condition that every log meets. */
  static SearchExpression all() {
    return new All();
  }

  /** All parts, without those that say nothing. */
  static SearchExpression and(List<SearchExpression> parts) {
    List<SearchExpression> kept = new ArrayList<>();
    for (SearchExpression part : parts) {
      if (part instanceof And and) {
        kept.addAll(and.parts());
      } else if (!part.isAll() && !kept.contains(part)) {
        kept.add(part);
      }
    }
    return switch (kept.size()) {
      case 0 -> all();
      case 1 -> kept.get(0);
      default -> new And(kept);
    };
  }

  /** At least one part; all logs when any part is met by all, or when there is no part. */
  static SearchExpression or(List<SearchExpression> parts) {
    List<SearchExpression> kept = new ArrayList<>();
    for (SearchExpression part : parts) {
      if (part.isAll()) {
        return all();
      }
      if (part instanceof Or or) {
        kept.addAll(or.parts());
      } else if (!kept.contains(part)) {
        kept.add(part);
      }
    }
    return switch (kept.size()) {
      case 0 -> all();
      case 1 -> kept.get(0);
      default -> new Or(kept);
    };
  }

  /** A wider condition that has at most {@code most} conditions: later parts of a conjunction are left out. */
  default SearchExpression atMost(int most) {
    if (conditions() <= most) {
      return this;
    }
    if (!(this instanceof And and)) {
      return all();
    }
    List<SearchExpression> kept = new ArrayList<>();
    int used = 0;
    for (SearchExpression part : and.parts()) {
      if (used + part.conditions() <= most) {
        kept.add(part);
        used += part.conditions();
      }
    }
    return and(kept);
  }
}
