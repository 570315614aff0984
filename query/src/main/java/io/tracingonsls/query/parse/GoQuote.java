// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import java.nio.charset.StandardCharsets;

/** Quotes text for messages as Go's standard library does. Pure. */
final class GoQuote {
  private static final String HEX = "0123456789abcdef";

  private GoQuote() {}

  /** As {@code strconv.Quote}: printable characters stay, the rest becomes an escape. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> appendEscaped(c, quoted));
    return quoted.append('"').toString();
  }

  private static void appendEscaped(int c, StringBuilder target) {
    switch (c) {
      case '"' -> target.append("\\\"");
      case '\\' -> target.append("\\\\");
      case 7 -> target.append("\\a");
      case '\b' -> target.append("\\b");
      case '\f' -> target.append("\\f");
      case '\n' -> target.append("\\n");
      case '\r' -> target.append("\\r");
      case '\t' -> target.append("\\t");
      case 11 -> target.append("\\v");
      default -> appendPrintable(c, target);
    }
  }

  private static void appendPrintable(int c, StringBuilder target) {
    if (c == ' ' || isPrintable(c)) {
      target.appendCodePoint(c);
    } else if (c < 0x80) {
      target.append("\\x").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    } else if (c < 0x10000) {
      target.append(String.format(java.util.Locale.ROOT, "\\u%04x", c));
    } else {
      target.append(String.format(java.util.Locale.ROOT, "\\U%08x", c));
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }

  /** As the {@code time} package quotes: every byte outside printable ASCII becomes {@code \xNN}. */
  static String quoteBytes(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      int b = each & 0xff;
      if (b >= 0x80 || b < ' ') {
        quoted.append("\\x").append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 15));
      } else {
        if (b == '"' || b == '\\') {
          quoted.append('\\');
        }
        quoted.append((char) b);
      }
    }
    return quoted.append('"').toString();
  }
}
