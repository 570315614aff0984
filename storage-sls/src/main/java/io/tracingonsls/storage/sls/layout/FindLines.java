// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.AttributeText;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lines of the field {@code jaeger.find}: {@code key=value}, one for each attribute that can't be found through the JSON index. Backslashes
 * and control characters are escaped, and a long line is cut; queries build their terms by the same rules, so that every span that equals
 * the query's value has the query's line.
 */
public final class FindLines {
  /** Characters of a line that count; the rest is for the exact check. */
  static final int MAX_LINE = 1_000;

  private static final int MAX_PATH = 100;
  private static final int MAX_INDEXED_TEXT = 4_000;
  private static final MathContext TEN_DIGITS = new MathContext(10);

  private FindLines() {}

  /** Whether text under this key can be found through the JSON index, given that the value can. */
  public static boolean isPathSafe(String key) {
    if (key.isEmpty() || key.length() > MAX_PATH) {
      return false;
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '_' && c != '.' && c != '-' && c != ':' && c != '/' && c != '@') {
        return false;
      }
    }
    return true;
  }

  /** Whether the JSON index finds this text as one whole word. */
  static boolean isTextIndexed(String value) {
    int length = value.length();
    if (length == 0 || length > MAX_INDEXED_TEXT) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c < 0x20 || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** Adds the lines of those span or resource attributes that the JSON index does not find. */
  static void addOthers(RowBytes find, Attributes attributes, AttributePatch patch) {
    for (int i = 0; i < attributes.size(); i++) {
      AttributeValue value = attributes.value(i);
      boolean indexed = value instanceof StringValue text
          && isTextIndexed(text.value())
          && JsonKey.of(attributes.key(i)).isPathSafe()
          && !patch.hasInserted(i);
      if (!indexed) {
        add(find, attributes.key(i), value);
      }
    }
  }

  /** Adds the lines of an attribute. */
  static void add(RowBytes find, String key, AttributeValue value) {
    String text = value.asText();
    addLine(find, key, text);
    if (value instanceof BytesValue bytes) {
      addLine(find, key, bytes.toHex());
    } else if (value instanceof DoubleValue number && Double.isFinite(number.value())) {
      BigDecimal exact = new BigDecimal(Double.toString(number.value()));
      String canonical = canonical(exact);
      String rounded = canonical(exact.round(TEN_DIGITS));
      if (!canonical.equals(text)) {
        addLine(find, key, canonical);
      }
      if (!rounded.equals(canonical) && !rounded.equals(text)) {
        addLine(find, key, rounded);
      }
    }
  }

  static void addLine(RowBytes find, String key, String value) {
    if (!find.isEmpty()) {
      find.put('\n');
    }
    if (key.length() + value.length() < MAX_LINE && isPlain(key) && isPlain(value)) {
      find.utf8(key).put('=').utf8(value);
    } else {
      find.utf8(line(key, value));
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == 0x7f || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** The lines of which at least one is in the row of every span where an attribute {@code key} equals the text. */
  public static Set<String> matching(String key, String text) {
    Set<String> lines = new LinkedHashSet<>();
    lines.add(line(key, text));
    BigDecimal number = decimal(text);
    if (number != null) {
      lines.add(line(key, canonical(number)));
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (!lower.equals(text) && lower.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      lines.add(line(key, lower));
    }
    return lines;
  }

  private static String line(String key, String value) {
    StringBuilder line = new StringBuilder(key.length() + value.length() + 1);
    escape(key, line);
    line.append('=');
    escape(value, line);
    if (line.length() <= MAX_LINE) {
      return line.toString();
    }
    int end = Character.isHighSurrogate(line.charAt(MAX_LINE - 1)) ? MAX_LINE - 1 : MAX_LINE;
    return line.substring(0, end);
  }

  private static void escape(String text, StringBuilder line) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        line.append("\\\\");
      } else if (c == '\n') {
        line.append("\\n");
      } else if (c < 0x20 || c == 0x7f) {
        line.append("\\u00")
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      } else {
        line.append(c);
      }
    }
  }

  /** One text per number: as {@link AttributeText#ofDouble} prints doubles. */
  private static String canonical(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (stripped.signum() == 0) {
      return "0";
    }
    return exponent >= -4 && exponent < 21 ? stripped.toPlainString() : stripped.toString();
  }

  private static @Nullable BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > 64) {
      return null;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > 400 ? null : number;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
