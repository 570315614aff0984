// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a JSON object of strings as Go's {@code json.Unmarshal} reads it into a {@code map[string]string}, messages included: {@code null} is
 * the empty object, a {@code null} value the empty string, another kind of value an error. Pure; depth and size are bounded.
 */
final class GoJsonTags {
  private final GoJsonScanner scanner;
  private final Map<String, String> tags = new LinkedHashMap<>();

  private GoJsonTags(String text) {
    this.scanner = new GoJsonScanner(text);
  }

  static Map<String, String> parse(String text) {
    return new GoJsonTags(text).read();
  }

  private Map<String, String> read() {
    // Go checks the syntax of the whole text first, so a syntax error wins over a wrong type before
    // it.
    scanner.validate();
    scanner.rewind();
    char kind = scanner.peekValue();
    if (kind == 'n') {
      return tags;
    }
    if (kind != '{') {
      throw mismatch(kind, "map[string]string");
    }
    scanner.expect('{');
    if (scanner.peekValue() == '}') {
      return tags;
    }
    BadParameterException first = null;
    do {
      String key = scanner.string();
      scanner.expect(':');
      char value = scanner.peekValue();
      if (value == '"') {
        tags.put(key, scanner.string());
      } else {
        scanner.skipValue();
        if (value == 'n') {
          tags.put(key, "");
        } else if (first == null) {
          first = mismatch(value, "string");
        }
      }
    } while (scanner.nextIsComma());
    if (first != null) {
      throw first;
    }
    return tags;
  }

  private static BadParameterException mismatch(char start, String wanted) {
    String kind = switch (start) {
      case '{' -> "object";
      case '[' -> "array";
      case '"' -> "string";
      case 't', 'f' -> "bool";
      default -> "number";
    };
    return new BadParameterException(
        "json: cannot unmarshal " + kind + " into Go value of type " + wanted);
  }
}
