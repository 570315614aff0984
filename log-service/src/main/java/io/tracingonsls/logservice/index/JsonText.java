// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

import java.util.Locale;

/** Escapes inside JSON texts. */
public final class JsonText {
  private JsonText() {}

  /** Resolves the escapes of the inside of a JSON text; a malformed escape is kept as written. */
  public static String unescape(String text) {
    int at = text.indexOf('\\');
    if (at < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    int copied = 0;
    while (at >= 0 && at + 1 < text.length()) {
      plain.append(text, copied, at);
      copied = at + escape(text, at, plain);
      at = text.indexOf('\\', copied);
    }
    return plain.append(text, copied, text.length()).toString();
  }

  /** Appends what the escape at {@code at} means and returns its length. */
  private static int escape(String text, int at, StringBuilder plain) {
    char c = text.charAt(at + 1);
    int simple = "\"\\/bfnrt".indexOf(c);
    if (simple >= 0) {
      plain.append("\"\\/\b\f\n\r\t".charAt(simple));
      return 2;
    }
    int code = c == 'u' ? hex4(text, at + 2) : -1;
    if (code < 0) {
      plain.append('\\').append(c);
      return 2;
    }
    plain.append((char) code);
    return 6;
  }

  private static int hex4(String text, int from) {
    if (from + 4 > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      code = code << 4 | digit;
    }
    return code;
  }

  /** Appends {@code text} as a quoted JSON text. */
  public static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int simple = "\"\\\b\f\n\r\t".indexOf(c);
      if (simple >= 0) {
        out.append('\\').append("\"\\bfnrt".charAt(simple));
      } else if (c < 0x20) {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
