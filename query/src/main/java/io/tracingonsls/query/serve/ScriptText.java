// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

/** JSON that stands in a script element of a page. */
final class ScriptText {
  private ScriptText() {}

  /** The same JSON without characters that HTML or older JavaScript would take for something else. */
  static String escaped(String json) {
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      switch (c) {
        case '<' -> escaped.append("\\u003c");
        case '>' -> escaped.append("\\u003e");
        case '&' -> escaped.append("\\u0026");
        case '\u2028' -> escaped.append("\\u2028");
        case '\u2029' -> escaped.append("\\u2029");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
