// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import io.tracingonsls.logservice.sql.syntax.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts SQL text into tokens; comments are skipped. */
final class SqlLexer {
  private static final String[] SYMBOLS = {"<>", "!=", "<=", ">=", "||", "->", "=>"};

  private final String text;
  private int at;
  private int line = 1;
  private int lineStart;

  SqlLexer(String text) {
    this.text = text;
  }

  /** All tokens; the last one is of kind END. */
  List<SqlToken> tokens() {
    List<SqlToken> tokens = new ArrayList<>();
    SqlToken token;
    do {
      token = next();
      tokens.add(token);
    } while (token.kind() != Kind.END);
    return tokens;
  }

  private SqlToken next() {
    skipBlanksAndComments();
    Place place = place();
    if (at >= text.length()) {
      return new SqlToken(Kind.END, "", place);
    }
    char c = text.charAt(at);
    if (c == '\'') {
      return new SqlToken(Kind.STRING, quoted('\'', place), place);
    }
    if (c == '"') {
      return name(place);
    }
    if (c == '`') {
      throw place.error(
          "backquoted identifiers are not supported; use double quotes to quote identifiers");
    }
    if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      return number(place);
    }
    return isNameStart(c) ? new SqlToken(Kind.NAME, word(), place) : symbol(place);
  }

  private SqlToken name(Place place) {
    String name = quoted('"', place);
    if (name.isEmpty()) {
      throw place.error("Zero-length delimited identifier not allowed");
    }
    return new SqlToken(Kind.QUOTED_NAME, name, place);
  }

  private Place place() {
    return new Place(line, at - lineStart + 1);
  }

  private void skipBlanksAndComments() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
        lineStart = at + 1;
        at++;
      } else if (c <= ' ' || c == 0xA0 || c == 0x3000) {
        at++;
      } else if (text.startsWith("--", at)) {
        skipLine();
      } else if (text.startsWith("/*", at)) {
        skipComment();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  private void skipComment() {
    Place start = place();
    int end = text.indexOf("*/", at + 2);
    if (end < 0) {
      throw start.error("comment is not closed");
    }
    for (; at < end + 2; at++) {
      if (text.charAt(at) == '\n') {
        line++;
        lineStart = at + 1;
      }
    }
  }

  private String quoted(char quote, Place place) {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        if (at + 1 >= text.length() || text.charAt(at + 1) != quote) {
          at++;
          return value.toString();
        }
        at++;
      } else if (c == '\n') {
        line++;
        lineStart = at + 1;
      }
      value.append(c);
    }
    throw place.error("quotation mark " + quote + " is not closed");
  }

  private SqlToken number(Place place) {
    int start = at;
    skipDigits();
    boolean decimal = false;
    if (at < text.length() && text.charAt(at) == '.') {
      decimal = true;
      at++;
      skipDigits();
    }
    if (at < text.length()
        && (text.charAt(at) == 'e' || text.charAt(at) == 'E')
        && exponentFollows()) {
      decimal = true;
      at += 2;
      skipDigits();
    }
    if (at < text.length() && isNameStart(text.charAt(at))) {
      throw place.error(
          "identifiers must not start with a digit; surround the identifier with double quotes");
    }
    return new SqlToken(decimal ? Kind.DECIMAL : Kind.INTEGER, text.substring(start, at), place);
  }

  private boolean exponentFollows() {
    int next = at + 1;
    if (next < text.length() && (text.charAt(next) == '+' || text.charAt(next) == '-')) {
      next++;
    }
    return next < text.length() && isDigit(text.charAt(next));
  }

  private void skipDigits() {
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
  }

  private String word() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private SqlToken symbol(Place place) {
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return new SqlToken(Kind.SYMBOL, symbol, place);
      }
    }
    char c = text.charAt(at);
    if ("()[],.;+-*/%=<>?".indexOf(c) < 0) {
      throw place.error("unexpected character '" + c + "'");
    }
    at++;
    return new SqlToken(Kind.SYMBOL, String.valueOf(c), place);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '@' || c == ':';
  }
}
