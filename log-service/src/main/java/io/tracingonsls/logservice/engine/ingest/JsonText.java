// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import io.tracingonsls.logservice.engine.bytes.ByteSink;
import java.util.Arrays;

/** Lexical rules of JSON on bytes: escapes, numbers, blanks. */
public final class JsonText {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);

  private static final long EACH = 0x0101010101010101L;

  private JsonText() {}

  /** First backslash or control character in the range, or -1. */
  static int firstSpecial(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\\' || (b >= 0 && b < 0x20)) {
        return i;
      }
    }
    return -1;
  }

  /** First quote, backslash or control character in the range, or its end; eight bytes at a time. */
  static int endOfPlain(byte[] bytes, int from, int to) {
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      long special = specials(ByteHash.longAt(bytes, i));
      if (special != 0) {
        return i + (Long.numberOfTrailingZeros(special) >>> 3);
      }
    }
    while (i < to && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] < 0 || bytes[i] >= 0x20)) {
      i++;
    }
    return i;
  }

  /** Upper bit of the first byte that is special, and perhaps of later ones: a borrow only goes upwards. */
  private static long specials(long word) {
    long quote = word ^ EACH * '"';
    long backslash = word ^ EACH * '\\';
    long found = ((quote - EACH) & ~quote)
        | ((backslash - EACH) & ~backslash)
        | ((word - EACH * 0x20) & ~word);
    return found & (EACH << 7);
  }

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  static boolean isScalarByte(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || b == '-'
        || b == '+'
        || b == '.'
        || b == 'E';
  }

  static boolean equals(byte[] bytes, int from, int to, String ascii) {
    if (to - from != ascii.length()) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the range is a number: optional minus, digits, optional fraction, optional exponent. */
  public static boolean isNumber(byte[] bytes, int from, int to) {
    int i = from < to && bytes[from] == '-' ? from + 1 : from;
    int whole = digits(bytes, i, to);
    if (whole == i) {
      return false;
    }
    i = whole;
    if (i < to && bytes[i] == '.') {
      int fraction = digits(bytes, i + 1, to);
      if (fraction == i + 1) {
        return false;
      }
      i = fraction;
    }
    if (i < to && (bytes[i] == 'e' || bytes[i] == 'E')) {
      i++;
      if (i < to && (bytes[i] == '+' || bytes[i] == '-')) {
        i++;
      }
      int exponent = digits(bytes, i, to);
      return exponent > i && exponent == to;
    }
    return i == to;
  }

  private static int digits(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }

  /** The unescaped text of a string's inside. */
  static String unescape(byte[] bytes, int from, int to) {
    if (firstSpecial(bytes, from, to) < 0) {
      return new String(bytes, from, to - from, UTF_8);
    }
    ByteSink out = new ByteSink(to - from);
    unescape(bytes, from, to, out);
    return new String(out.array(), 0, out.size(), UTF_8);
  }

  /** As above into a buffer. Broken escapes are copied as they are; a lone surrogate becomes U+FFFD. */
  static void unescape(byte[] bytes, int from, int to, ByteSink out) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (b != '\\' || i + 1 >= to) {
        out.put(b);
        i++;
      } else if (bytes[i + 1] == 'u') {
        i = unicode(bytes, i, to, out);
      } else {
        out.put(simpleEscape(bytes[i + 1]));
        i += 2;
      }
    }
  }

  private static int simpleEscape(byte b) {
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      default -> b;
    };
  }

  private static int unicode(byte[] bytes, int at, int to, ByteSink out) {
    int unit = hex4(bytes, at + 2, to);
    if (unit < 0) {
      out.put(bytes[at]);
      return at + 1;
    }
    int next = at + 6;
    int codePoint = unit;
    if (Character.isHighSurrogate((char) unit)
        && next + 1 < to
        && bytes[next] == '\\'
        && bytes[next + 1] == 'u') {
      int low = hex4(bytes, next + 2, to);
      if (low >= 0 && Character.isLowSurrogate((char) low)) {
        codePoint = Character.toCodePoint((char) unit, (char) low);
        next += 6;
      }
    }
    boolean lone = codePoint <= 0xFFFF && Character.isSurrogate((char) codePoint);
    byte[] utf8 = Character.toString(lone ? 0xFFFD : codePoint).getBytes(UTF_8);
    out.put(utf8, 0, utf8.length);
    return next;
  }

  private static int hex4(byte[] bytes, int from, int to) {
    if (from + 4 > to) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      int digit = Character.digit(bytes[i], 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** Whether escaping the first range the way {@link #quote} does gives exactly the second range. */
  static boolean escapesTo(byte[] plain, int offset, int length, byte[] escaped, int from, int to) {
    ByteSink out = new ByteSink(to - from + 2);
    quote(plain, offset, length, out);
    return Arrays.equals(out.array(), 1, out.size() - 1, escaped, from, to);
  }

  /**
   * Writes a JSON string: quote, backslash and control characters escaped, with the short forms where there are some and upper-case
   * hex otherwise, everything else as it is. Which of the possible spellings is chosen matters only for how many values are
   * {@link JsonShredder#lossless}: this is what Jackson writes.
   */
  public static void quote(byte[] plain, int offset, int length, ByteSink out) {
    int end = offset + length;
    out.put('"');
    int from = offset;
    while (from < end) {
      int special = endOfPlain(plain, from, end);
      out.put(plain, from, special - from);
      if (special < end) {
        escape(plain[special], out);
      }
      from = special + 1;
    }
    out.put('"');
  }

  private static void escape(byte special, ByteSink out) {
    if (special == '"' || special == '\\') {
      out.put('\\');
      out.put(special);
    } else {
      control(special, out);
    }
  }

  private static void control(byte b, ByteSink out) {
    int shortForm = switch (b) {
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      case '\b' -> 'b';
      case '\f' -> 'f';
      default -> 0;
    };
    out.put('\\');
    if (shortForm != 0) {
      out.put(shortForm);
    } else {
      out.put('u');
      out.put('0');
      out.put('0');
      out.put(HEX[b >> 4]);
      out.put(HEX[b & 15]);
    }
  }
}
