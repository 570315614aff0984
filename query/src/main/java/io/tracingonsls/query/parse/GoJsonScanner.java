// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

/** Walks over JSON text and refuses bad syntax in the words of Go's {@code encoding/json}. Not thread-safe. */
final class GoJsonScanner {
  private static final int MAX_DEPTH = 1_000;

  private final String text;
  private int at;

  GoJsonScanner(String text) {
    this.text = text;
  }

  void rewind() {
    at = 0;
  }

  /** Checks that the text is exactly one JSON value. */
  void validate() {
    value(0);
    skipSpace();
    if (at < text.length()) {
      throw invalid("after top-level value");
    }
  }

  /** The first character of the next value; the position stays before it. */
  char peekValue() {
    skipSpace();
    return text.charAt(at);
  }

  void skipValue() {
    value(0);
  }

  void expect(char c) {
    skipSpace();
    if (at >= text.length() || text.charAt(at) != c) {
      throw invalid("looking for '" + c + "'");
    }
    at++;
  }

  boolean nextIsComma() {
    skipSpace();
    return at < text.length() && text.charAt(at++) == ',';
  }

  /** The decoded string at the position. */
  String string() {
    skipSpace();
    int from = at + 1;
    stringLiteral();
    String raw = text.substring(from, at - 1);
    return raw.indexOf('\\') < 0 ? raw : unescape(raw);
  }

  private void value(int depth) {
    skipSpace();
    if (depth > MAX_DEPTH) {
      throw new BadParameterException("exceeded max depth");
    }
    switch (current()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> stringLiteral();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    }
  }

  private void object(int depth) {
    at++;
    skipSpace();
    if (current() == '}') {
      at++;
      return;
    }
    while (true) {
      skipSpace();
      if (current() != '"') {
        throw invalid("looking for beginning of object key string");
      }
      stringLiteral();
      skipSpace();
      if (current() != ':') {
        throw invalid("after object key");
      }
      at++;
      value(depth + 1);
      skipSpace();
      char next = current();
      if (next != ',' && next != '}') {
        throw invalid("after object key:value pair");
      }
      at++;
      if (next == '}') {
        return;
      }
    }
  }

  private void array(int depth) {
    at++;
    skipSpace();
    if (current() == ']') {
      at++;
      return;
    }
    while (true) {
      value(depth + 1);
      skipSpace();
      char next = current();
      if (next != ',' && next != ']') {
        throw invalid("after array element");
      }
      at++;
      if (next == ']') {
        return;
      }
    }
  }

  private void stringLiteral() {
    at++;
    while (true) {
      char c = current();
      if (c == '"') {
        at++;
        return;
      }
      if (c < 0x20) {
        throw invalid("in string literal");
      }
      at++;
      if (c == '\\') {
        escape();
      }
    }
  }

  private void escape() {
    char c = current();
    if ("bfnrt\\/\"".indexOf(c) < 0 && c != 'u') {
      throw invalid("in string escape code");
    }
    at++;
    for (int i = 0; c == 'u' && i < 4; i++) {
      char digit = current();
      if (digit >= 128 || Character.digit(digit, 16) < 0) {
        throw invalid("in \\u hexadecimal character escape");
      }
      at++;
    }
  }

  private void word(String word) {
    for (int i = 0; i < word.length(); i++) {
      String context = "in literal " + word + " (expecting '" + word.charAt(i) + "')";
      if (current() != word.charAt(i)) {
        throw invalid(context);
      }
      at++;
    }
  }

  private void number() {
    boolean negative = text.charAt(at) == '-';
    if (negative) {
      at++;
    }
    String context = negative ? "in numeric literal" : "looking for beginning of value";
    char first = current();
    if (first < '0' || first > '9') {
      throw invalid(context);
    }
    at++;
    if (first != '0') {
      digits();
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      requireDigit("after decimal point in numeric literal");
      digits();
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      char sign = current();
      if (sign == '+' || sign == '-') {
        at++;
      }
      requireDigit("in exponent of numeric literal");
      digits();
    }
  }

  private void requireDigit(String context) {
    char c = current();
    if (c < '0' || c > '9') {
      throw invalid(context);
    }
  }

  private void digits() {
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char current() {
    if (at >= text.length()) {
      throw new BadParameterException("unexpected end of JSON input");
    }
    return text.charAt(at);
  }

  private BadParameterException invalid(String context) {
    if (at >= text.length()) {
      return new BadParameterException("unexpected end of JSON input");
    }
    char c = text.charAt(at);
    String shown = c == '\'' ? "'\\''" : c == '"' ? "'\"'" : quoted(c);
    return new BadParameterException("invalid character " + shown + " " + context);
  }

  private static String quoted(char c) {
    String quoted = GoQuote.quote(String.valueOf(c));
    return "'" + quoted.substring(1, quoted.length() - 1) + "'";
  }

  private static String unescape(String raw) {
    StringBuilder plain = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        plain.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case 'b' -> plain.append('\b');
        case 'f' -> plain.append('\f');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 't' -> plain.append('\t');
        case 'u' -> {
          plain.append((char) Integer.parseInt(raw.substring(i + 1, i + 5), 16));
          i += 4;
        }
        default -> plain.append(escape);
      }
    }
    return plain.toString();
  }
}
