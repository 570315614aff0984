// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.index.IndexedValues;
import io.tracingonsls.logservice.index.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text without building more than is asked for. All methods work at a cursor; {@link Malformed} says that the
 * text is not JSON where the cursor has come to.
 */
final class JsonScanner {
  private static final int MAX_DEPTH = 100;

  private final String json;
  private int at;
  private int depth;

  JsonScanner(String json) {
    this.json = json;
  }

  /** The text is not JSON. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    private Malformed(String message) {
      super(message, null, false, false);
    }
  }

  /** The first character of the next value, blanks skipped. */
  char peek() throws Malformed {
    skipBlanks();
    if (at >= json.length()) {
      throw malformed();
    }
    return json.charAt(at);
  }

  /** Checks that only blanks are left. */
  void end() throws Malformed {
    skipBlanks();
    if (at < json.length()) {
      throw malformed();
    }
  }

  /** Moves the cursor to the value of a member of the object here; false (cursor anywhere) when it has none. */
  boolean enterMember(String name) throws Malformed {
    if (peek() != '{') {
      return false;
    }
    at++;
    if (peek() == '}') {
      return false;
    }
    while (true) {
      String key = text();
      expect(':');
      if (key.equals(name)) {
        return true;
      }
      skipValue();
      if (peek() != ',') {
        expect('}');
        return false;
      }
      at++;
    }
  }

  /** Moves the cursor to an element of the array here; false when it has none such. */
  boolean enterElement(long index) throws Malformed {
    if (peek() != '[' || index < 0) {
      return false;
    }
    at++;
    if (peek() == ']') {
      return false;
    }
    for (long i = 0; i < index; i++) {
      skipValue();
      if (peek() != ',') {
        expect(']');
        return false;
      }
      at++;
    }
    return true;
  }

  /** The value here as compact JSON text. */
  String compact() throws Malformed {
    StringBuilder out = new StringBuilder();
    compact(out);
    return out.toString();
  }

  private void compact(StringBuilder out) throws Malformed {
    char first = peek();
    if (first == '"') {
      JsonText.quote(text(), out);
    } else if (first == '{') {
      enter();
      object(out);
      depth--;
    } else if (first == '[') {
      enter();
      array(out);
      depth--;
    } else {
      out.append(literal());
    }
  }

  private void object(StringBuilder out) throws Malformed {
    out.append('{');
    at++;
    if (peek() != '}') {
      JsonText.quote(text(), out);
      member(out);
      while (peek() == ',') {
        at++;
        peek();
        out.append(',');
        JsonText.quote(text(), out);
        member(out);
      }
    }
    expect('}');
    out.append('}');
  }

  private void member(StringBuilder out) throws Malformed {
    expect(':');
    out.append(':');
    compact(out);
  }

  private void array(StringBuilder out) throws Malformed {
    out.append('[');
    at++;
    if (peek() != ']') {
      compact(out);
      while (peek() == ',') {
        at++;
        out.append(',');
        compact(out);
      }
    }
    expect(']');
    out.append(']');
  }

  /** The value here: Map, List, String, {@link Number} as text in {@link JsonNumber}, Boolean, or null. */
  @Nullable
  Object value() throws Malformed {
    char first = peek();
    if (first == '"') {
      return text();
    }
    if (first == '{') {
      return map();
    }
    if (first == '[') {
      return list();
    }
    String literal = literal();
    return switch (literal) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> new JsonNumber(literal);
    };
  }

  /** A number as written. */
  record JsonNumber(String text) {}

  private Map<String, @Nullable Object> map() throws Malformed {
    enter();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    at++;
    if (peek() != '}') {
      do {
        peek();
        String key = text();
        expect(':');
        map.put(key, value());
      } while (take(','));
    }
    expect('}');
    depth--;
    return map;
  }

  private List<@Nullable Object> list() throws Malformed {
    enter();
    List<@Nullable Object> list = new ArrayList<>();
    at++;
    if (peek() != ']') {
      do {
        list.add(value());
      } while (take(','));
    }
    expect(']');
    depth--;
    return list;
  }

  /** The text value here, escapes resolved. */
  String text() throws Malformed {
    boolean escaped = false;
    if (peek() != '"') {
      throw malformed();
    }
    int start = at + 1;
    for (at++; at < json.length(); at++) {
      char c = json.charAt(at);
      if (c == '\\') {
        escaped = true;
        at++;
      } else if (c == '"') {
        String raw = json.substring(start, at++);
        return escaped ? JsonText.unescape(raw) : raw;
      }
    }
    throw malformed();
  }

  /** {@code true}, {@code false}, {@code null} or a number, as written. */
  String literal() throws Malformed {
    int start = at;
    while (at < json.length() && isLiteral(json.charAt(at))) {
      at++;
    }
    String literal = json.substring(start, at);
    boolean word = literal.equals("true") || literal.equals("false") || literal.equals("null");
    if (!word && (literal.startsWith("+") || !IndexedValues.isDouble(literal))) {
      throw malformed();
    }
    return literal;
  }

  private static boolean isLiteral(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || c == '-'
        || c == '+'
        || c == '.'
        || c == 'E';
  }

  /** Passes over the value here; the inside of objects and arrays is checked only for brackets and texts. */
  private void skipValue() throws Malformed {
    char first = peek();
    if (first == '"') {
      text();
    } else if (first == '{' || first == '[') {
      skipNested();
    } else {
      literal();
    }
  }

  private void skipNested() throws Malformed {
    int open = 0;
    do {
      char c = peek();
      if (c == '"') {
        text();
        continue;
      }
      open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      at++;
    } while (open > 0);
  }

  private void enter() throws Malformed {
    if (++depth > MAX_DEPTH) {
      throw new Malformed("nested deeper than " + MAX_DEPTH);
    }
  }

  private boolean take(char c) throws Malformed {
    boolean here = peek() == c;
    at += here ? 1 : 0;
    return here;
  }

  private void expect(char c) throws Malformed {
    if (!take(c)) {
      throw malformed();
    }
  }

  private void skipBlanks() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  private Malformed malformed() {
    return new Malformed("not JSON at character " + (at + 1));
  }
}
