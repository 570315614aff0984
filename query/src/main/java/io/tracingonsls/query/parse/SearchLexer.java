// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import java.util.ArrayList;
import java.util.List;

/** Cuts a query of {@link SearchLanguage} into tokens. Not thread-safe. */
final class SearchLexer {
  private static final int MAX_LENGTH = 10_000;

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private SearchLexer(String source) {
    this.source = source;
  }

  /** What a token is. */
  enum Kind {
    OPEN,
    CLOSE,
    OPERATOR,
    WORD,
    END
  }

  /**
   * A piece of the query.
   *
   * @param text what it says, escapes undone
   * @param pattern of a word with a wildcard: the pattern, in which a backslash makes the next character literal; else empty
   * @param position of its first character, from 1
   */
  record Token(Kind kind, String text, String pattern, boolean quoted, int position) {
    BadParameterException error(String what) {
      return new BadParameterException("query: at character " + position + ": " + what);
    }
  }

  /** All tokens, END last. */
  static List<Token> tokens(String source) {
    if (source.length() > MAX_LENGTH) {
      throw new BadParameterException(
          "query: " + source.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    SearchLexer lexer = new SearchLexer(source);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (at < source.length()) {
      char c = source.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (c == '(' || c == ')') {
        add(c == '(' ? Kind.OPEN : Kind.CLOSE, String.valueOf(c), at++);
      } else if (isOperator(at)) {
        operator();
      } else if (c == '"' || c == '\'') {
        quoted(c);
      } else {
        bare();
      }
    }
    add(Kind.END, "", at);
  }

  private void add(Kind kind, String text, int from) {
    tokens.add(new Token(kind, text, "", false, from + 1));
  }

  private boolean isOperator(int position) {
    char c = source.charAt(position);
    return c == '=' || c == '<' || c == '>' || (c == '!' && followedByEquals(position));
  }

  private boolean followedByEquals(int position) {
    return position + 1 < source.length() && source.charAt(position + 1) == '=';
  }

  private void operator() {
    int from = at;
    boolean two = source.charAt(at) != '=' && followedByEquals(at);
    at += two ? 2 : 1;
    add(Kind.OPERATOR, source.substring(from, at), from);
  }

  private void quoted(char quote) {
    int from = at++;
    StringBuilder text = new StringBuilder();
    while (at < source.length() && source.charAt(at) != quote) {
      if (source.charAt(at) == '\\' && at + 1 < source.length()) {
        at++;
      }
      text.append(source.charAt(at++));
    }
    if (at == source.length()) {
      throw new Token(Kind.WORD, "", "", true, from + 1).error("the quote is not closed");
    }
    at++;
    tokens.add(new Token(Kind.WORD, text.toString(), "", true, from + 1));
  }

  private void bare() {
    int from = at;
    StringBuilder text = new StringBuilder();
    StringBuilder pattern = new StringBuilder();
    boolean wildcard = false;
    while (at < source.length() && !endsBareWord(at)) {
      char c = source.charAt(at++);
      boolean escaped = c == '\\' && at < source.length();
      if (escaped) {
        c = source.charAt(at++);
      }
      boolean special = c == '*' || c == '?';
      wildcard |= special && !escaped;
      if ((special && escaped) || c == '\\') {
        pattern.append('\\');
      }
      pattern.append(c);
      text.append(c);
    }
    String compiled = wildcard ? pattern.toString() : "";
    tokens.add(new Token(Kind.WORD, text.toString(), compiled, false, from + 1));
  }

  private boolean endsBareWord(int position) {
    char c = source.charAt(position);
    return Character.isWhitespace(c) || c == '(' || c == ')' || isOperator(position);
  }
}
