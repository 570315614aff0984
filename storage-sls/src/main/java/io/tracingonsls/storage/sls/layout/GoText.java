// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Values and JSON strings as the Go programs of the first fork print them. */
final class GoText {
  private static final int MAX_BINARY = 256;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private GoText() {}

  /** A tag's text: doubles at ten significant digits, bytes in hexadecimal, long ones cut. */
  static String tag(AttributeValue value) {
    if (value instanceof BytesValue bytes) {
      String hex = bytes.toHex();
      return bytes.length() > MAX_BINARY ? hex.substring(0, 2 * MAX_BINARY) + "..." : hex;
    }
    if (value instanceof DoubleValue number && Double.isFinite(number.value())) {
      BigDecimal rounded =
          new BigDecimal(Double.toString(number.value())).round(new MathContext(10));
      return ofRounded(rounded, number.value());
    }
    return value.asText();
  }

  private static String ofRounded(BigDecimal rounded, double original) {
    if (rounded.signum() == 0) {
      return AttributeValue.of(original).asText();
    }
    BigDecimal stripped = rounded.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    return exponent >= -4 && exponent < 10
        ? stripped.toPlainString()
        : exponential(stripped, exponent);
  }

  /** Go's verb g with a precision of ten turns to exponents from 1e10 on. */
  private static String exponential(BigDecimal stripped, int exponent) {
    String digits = stripped.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder(20);
    text.append(stripped.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    return text.append(Math.abs(exponent) < 10 ? "0" : "")
        .append(Math.abs(exponent))
        .toString();
  }

  /** RFC 3339 in UTC with as many fraction digits as needed. */
  static String time(long nanos) {
    long second = Math.floorDiv(nanos, 1_000_000_000L);
    long rest = Math.floorMod(nanos, 1_000_000_000L);
    String fraction = String.format(Locale.ROOT, "%09d", rest);
    int end = fraction.length();
    while (end > 0 && fraction.charAt(end - 1) == '0') {
      end--;
    }
    return SECONDS.format(Instant.ofEpochSecond(second))
        + (end == 0 ? "" : "." + fraction.substring(0, end)) + "Z";
  }

  /** A JSON string with Go's escapes for HTML. */
  static void json(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        case '<', '>', '&', '\u2028', '\u2029' -> unicode(c, json);
        default -> {
          if (c < 0x20) {
            unicode(c, json);
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }

  private static void unicode(char c, StringBuilder json) {
    json.append("\\u").append(String.format(Locale.ROOT, "%04x", (int) c));
  }
}
