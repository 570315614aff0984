// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.index.IndexedValues;
import io.tracingonsls.logservice.search.SearchToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses {@code search | SQL}.
 *
 * <pre>
 * or      := and ("or" and)*
 * and     := not (("and" | "not" | nothing) not)*
 * not     := "not" not | primary
 * primary := "(" or ")" | "*" | text | phrase
 *          | key ":" (text | phrase | "*") | key comparison number | key "in" range
 * </pre>
 */
public final class SearchParser {
  /** Most conditions in one search. */
  public static final int MAX_CONDITIONS = 30;

  /** Longest query text, in UTF-16 units. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final int MAX_DEPTH = 200;
  private static final int MAX_WILDCARD_LENGTH = 64;
  private static final String TAG_KEY = "__tag__";

  private final List<SearchToken> tokens;
  private int next;
  private int depth;
  private int conditions;

  private SearchParser(List<SearchToken> tokens) {
    this.tokens = tokens;
  }

  /**
   * Parses a whole query text.
   *
   * @throws QueryException when the search part is malformed or the SQL part is missing behind its {@code |}
   */
  public static LogQueryText parse(String query) {
    if (query.length() > MAX_LENGTH) {
      throw QueryException.invalid(
          "query length " + query.length() + " is more than " + MAX_LENGTH);
    }
    List<SearchToken> tokens = new SearchLexer(query).tokens();
    int end = tokens.get(tokens.size() - 1).start();
    rejectBareSql(tokens, end < query.length());
    SearchParser parser = new SearchParser(tokens);
    SearchNode search = parser.whole();
    Optional<String> sql = sql(query, end);
    if (sql.isPresent() && parser.hasPhrase()) {
      throw QueryException.invalid("phrase query can not be used together with sql");
    }
    String text = query.substring(0, end).strip();
    return new LogQueryText(search, text.isEmpty() ? "*" : text, sql);
  }

  private static Optional<String> sql(String query, int bar) {
    if (bar >= query.length()) {
      return Optional.empty();
    }
    String sql = query.substring(bar + 1).strip();
    if (sql.isEmpty()) {
      throw QueryException.invalid(
          "sql query must follow search query, please read syntax doc: nothing follows |");
    }
    return Optional.of(sql);
  }

  /** A statement without its {@code search |} in front would otherwise be taken for words. */
  private static void rejectBareSql(List<SearchToken> tokens, boolean hasBar) {
    SearchToken first = tokens.get(0);
    if (!hasBar && first.isWord("select") && tokens.size() > 2) {
      throw QueryException.invalid(
          "sql query must follow search query, please read syntax doc: write * | before "
              + first.text());
    }
  }

  private boolean hasPhrase() {
    return tokens.stream().anyMatch(token -> token.kind() == Kind.PHRASE);
  }

  private SearchNode whole() {
    if (peek().kind() == Kind.END) {
      return new SearchNode.All(0);
    }
    SearchNode node = or();
    if (peek().kind() != Kind.END) {
      throw unexpected(peek());
    }
    if (conditions > MAX_CONDITIONS) {
      throw SearchErrors.tooManyConditions(conditions);
    }
    return node;
  }

  private SearchNode or() {
    int start = peek().start();
    List<SearchNode> parts = new ArrayList<>();
    parts.add(and());
    while (peek().isWord("or")) {
      next++;
      parts.add(and());
    }
    return parts.size() == 1 ? parts.get(0) : new SearchNode.Or(start, parts);
  }

  private SearchNode and() {
    int start = peek().start();
    List<SearchNode> parts = new ArrayList<>();
    parts.add(not());
    while (true) {
      if (peek().isWord("and")) {
        next++;
      } else if (!startsCondition(peek())) {
        break;
      }
      parts.add(not());
    }
    return parts.size() == 1 ? parts.get(0) : new SearchNode.And(start, parts);
  }

  private static boolean startsCondition(SearchToken token) {
    return switch (token.kind()) {
      case OPEN, QUOTED, PHRASE -> true;
      case WORD -> !token.isWord("or");
      default -> false;
    };
  }

  private SearchNode not() {
    SearchToken first = peek();
    if (!first.isWord("not")) {
      return primary();
    }
    next++;
    enter(first);
    SearchNode part = not();
    depth--;
    if (part instanceof SearchNode.Phrase) {
      throw SearchErrors.at(first.start(), "phrase query can not be used together with not");
    }
    return new SearchNode.Not(first.start(), part);
  }

  private SearchNode primary() {
    SearchToken first = take();
    return switch (first.kind()) {
      case OPEN -> group(first);
      case PHRASE -> {
        conditions++;
        yield phrase(first, "");
      }
      case QUOTED -> {
        conditions++;
        yield follows()
            ? keyed(first, first.text())
            : new SearchNode.Term(first.start(), "", first.text(), true);
      }
      case WORD -> word(first);
      default -> throw unexpected(first);
    };
  }

  private SearchNode group(SearchToken open) {
    enter(open);
    SearchNode inside = or();
    expect(Kind.CLOSE, ")");
    depth--;
    return inside;
  }

  private SearchNode word(SearchToken first) {
    if (first.isWord("and") || first.isWord("or")) {
      throw unexpected(first);
    }
    if (follows()) {
      conditions++;
      return keyed(first, first.text());
    }
    if (first.text().equals("*")) {
      return new SearchNode.All(first.start());
    }
    conditions++;
    return text(first, "");
  }

  /** Whether the token just taken is a key. */
  private boolean follows() {
    SearchToken token = peek();
    return token.kind() == Kind.COLON
        || token.kind() == Kind.COMPARISON
        || (token.kind() == Kind.WORD && token.text().equals("in") && opensRange(next + 1));
  }

  private boolean opensRange(int index) {
    Kind kind = index < tokens.size() ? tokens.get(index).kind() : Kind.END;
    return kind == Kind.OPEN_BRACKET || (kind == Kind.OPEN && isRange(index));
  }

  /** {@code in (1 10]} is a range, {@code in (a or b)} is the word "in" and a group. */
  private boolean isRange(int open) {
    if (open + 3 >= tokens.size()) {
      return false;
    }
    Kind close = tokens.get(open + 3).kind();
    return tokens.get(open + 1).kind() == Kind.WORD
        && tokens.get(open + 2).kind() == Kind.WORD
        && isNumber(tokens.get(open + 1).text())
        && isNumber(tokens.get(open + 2).text())
        && (close == Kind.CLOSE || close == Kind.CLOSE_BRACKET);
  }

  private SearchNode keyed(SearchToken first, String key) {
    if (key.isEmpty()) {
      throw SearchErrors.at(first.start(), "the key is empty");
    }
    SearchToken operator = take();
    return switch (operator.kind()) {
      case COLON -> colon(first, key);
      case COMPARISON -> comparison(first, key, operator.text());
      default -> range(first, key);
    };
  }

  private SearchNode colon(SearchToken first, String key) {
    SearchToken value = take();
    if (key.equals(TAG_KEY) && value.isText() && peek().kind() == Kind.COLON) {
      next++;
      return colon(first, TAG_KEY + ":" + value.text());
    }
    SearchNode node = switch (value.kind()) {
      case PHRASE -> phrase(value, key);
      case QUOTED -> new SearchNode.Term(first.start(), key, value.text(), true);
      case WORD ->
        value.text().equals("*")
            ? new SearchNode.Exists(first.start(), key)
            : text(new SearchToken(Kind.WORD, value.text(), first.start(), value.end()), key);
      default -> throw unexpected(value);
    };
    if (peek().kind() == Kind.COLON) {
      throw SearchErrors.at(
          peek().start(), "if symbol : is in your log,please wrap : with quotation mark \"");
    }
    return node;
  }

  private static SearchNode phrase(SearchToken token, String key) {
    if (token.text().isBlank()) {
      throw SearchErrors.at(token.start(), "the phrase is empty");
    }
    return new SearchNode.Phrase(token.start(), key, token.text());
  }

  private static SearchNode text(SearchToken word, String key) {
    String text = word.text();
    boolean wild = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    if (!wild) {
      return new SearchNode.Term(word.start(), key, text, false);
    }
    if (text.charAt(0) == '*' || text.charAt(0) == '?') {
      throw SearchErrors.at(
          word.start(), "wildcard can not be the first character of a word: " + text);
    }
    if (text.length() > MAX_WILDCARD_LENGTH) {
      throw SearchErrors.at(
          word.start(),
          "a word with wildcards is longer than " + MAX_WILDCARD_LENGTH + " characters");
    }
    return new SearchNode.Wildcard(word.start(), key, text);
  }

  private SearchNode comparison(SearchToken first, String key, String operator) {
    String number = number();
    int position = first.start();
    return switch (operator) {
      case ">" -> new SearchNode.Range(position, key, number, false, "", false);
      case ">=" -> new SearchNode.Range(position, key, number, true, "", false);
      case "<" -> new SearchNode.Range(position, key, "", false, number, false);
      case "<=" -> new SearchNode.Range(position, key, "", false, number, true);
      default -> new SearchNode.Range(position, key, number, true, number, true);
    };
  }

  private SearchNode range(SearchToken first, String key) {
    boolean lowerInclusive = take().kind() == Kind.OPEN_BRACKET;
    String lower = number();
    String upper = number();
    SearchToken close = take();
    if (close.kind() != Kind.CLOSE && close.kind() != Kind.CLOSE_BRACKET) {
      throw unexpected(close);
    }
    return new SearchNode.Range(
        first.start(), key, lower, lowerInclusive, upper, close.kind() == Kind.CLOSE_BRACKET);
  }

  private String number() {
    SearchToken token = take();
    if (!token.isText() || !isNumber(token.text())) {
      throw SearchErrors.at(
          token.start(),
          token.kind() == Kind.END ? "a number is missing" : "not a number: " + token.text());
    }
    return token.text();
  }

  private static boolean isNumber(String text) {
    return IndexedValues.isDouble(text);
  }

  private void enter(SearchToken token) {
    if (++depth > MAX_DEPTH) {
      throw SearchErrors.at(token.start(), "nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  private SearchToken peek() {
    return tokens.get(next);
  }

  private SearchToken take() {
    SearchToken token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  private void expect(Kind kind, String what) {
    SearchToken token = take();
    if (token.kind() != kind) {
      throw SearchErrors.at(token.start(), "expected " + what + describe(token));
    }
  }

  private static QueryException unexpected(SearchToken token) {
    return token.kind() == Kind.END
        ? SearchErrors.at(token.start(), "the query ends too early")
        : SearchErrors.at(token.start(), "unexpected " + token.text().toLowerCase(Locale.ROOT));
  }

  private static String describe(SearchToken token) {
    return token.kind() == Kind.END ? " before the end" : " but found " + token.text();
  }
}
