// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.syntax.SqlToken.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The tokens of a statement with a cursor, and the guard against too deep nesting. */
final class TokenStream {
  private static final int MAX_DEPTH = 150;
  private static final Set<String> RESERVED = Set.of(
      "alter",
      "and",
      "as",
      "between",
      "by",
      "case",
      "cast",
      "constraint",
      "create",
      "cross",
      "cube",
      "current_date",
      "current_time",
      "current_timestamp",
      "current_user",
      "deallocate",
      "delete",
      "describe",
      "distinct",
      "drop",
      "else",
      "end",
      "escape",
      "except",
      "execute",
      "exists",
      "extract",
      "false",
      "for",
      "from",
      "full",
      "group",
      "grouping",
      "having",
      "in",
      "inner",
      "insert",
      "intersect",
      "into",
      "is",
      "join",
      "left",
      "like",
      "localtime",
      "localtimestamp",
      "natural",
      "normalize",
      "not",
      "null",
      "on",
      "or",
      "order",
      "outer",
      "prepare",
      "recursive",
      "right",
      "rollup",
      "select",
      "table",
      "then",
      "true",
      "uescape",
      "union",
      "unnest",
      "using",
      "values",
      "when",
      "where",
      "with");

  private static final Set<String> AFTER_QUERY =
      Set.of("union", "intersect", "except", "order", "limit", "offset", "fetch");

  private final List<SqlToken> tokens;
  private int next;
  private int depth;

  TokenStream(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  SqlToken peek() {
    return tokens.get(next);
  }

  SqlToken peek(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  Place place() {
    return peek().place();
  }

  SqlToken take() {
    SqlToken token = peek();
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  boolean isWord(String word) {
    return peek().isWord(word);
  }

  boolean isWord(int ahead, String word) {
    return peek(ahead).isWord(word);
  }

  boolean isSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  boolean takeWord(String word) {
    boolean here = peek().isWord(word);
    next += here ? 1 : 0;
    return here;
  }

  boolean takeSymbol(String symbol) {
    boolean here = peek().isSymbol(symbol);
    next += here ? 1 : 0;
    return here;
  }

  void expectWord(String word) {
    if (!takeWord(word)) {
      throw mismatched("'" + word.toUpperCase(Locale.ROOT) + "'");
    }
  }

  void expectSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw mismatched("'" + symbol + "'");
    }
  }

  /** Whether a name stands here: quoted, or not a reserved word. */
  boolean isName() {
    SqlToken token = peek();
    return token.kind() == Kind.QUOTED_NAME
        || (token.kind() == Kind.NAME && !RESERVED.contains(token.text().toLowerCase(Locale.ROOT)));
  }

  String name() {
    if (!isName()) {
      throw mismatched("<identifier>");
    }
    return take().text();
  }

  /**
   * Whether a query begins here, behind a parenthesis that was taken: {@code select}, {@code with}, or such a query in more
   * parentheses when what follows each of them goes on with a query and not with an expression or a relation.
   */
  boolean startsQuery() {
    int groups = 0;
    while (peek(groups).isSymbol("(")) {
      groups++;
    }
    boolean query = isWord(groups, "select") || isWord(groups, "with");
    int open = groups;
    for (int at = groups; query && groups > 0 && peek(at).kind() != Kind.END; at++) {
      open += peek(at).isSymbol("(") ? 1 : peek(at).isSymbol(")") ? -1 : 0;
      if (open < groups) {
        groups = open;
        query = continuesQuery(peek(at + 1));
      }
    }
    return query && groups == 0;
  }

  /** Whether a parenthesis opens here, and right after the one that closes it another is closed. */
  boolean isWholeGroup() {
    int open = 0;
    int at = 0;
    do {
      open += peek(at).isSymbol("(") ? 1 : peek(at).isSymbol(")") ? -1 : 0;
      at++;
    } while (open > 0 && peek(at).kind() != Kind.END);
    return isSymbol("(") && peek(at).isSymbol(")");
  }

  private static boolean continuesQuery(SqlToken token) {
    return token.isSymbol(")")
        || (token.kind() == Kind.NAME
            && AFTER_QUERY.contains(token.text().toLowerCase(Locale.ROOT)));
  }

  QueryException mismatched(String expected) {
    return place().error("mismatched input '" + peek() + "'. Expecting: " + expected);
  }

  /** Enters one level of nesting; pair it with {@link #leave}. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw place().error("nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }
}
