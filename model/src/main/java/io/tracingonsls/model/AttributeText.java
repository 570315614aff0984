// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The text form of attribute values, used by search and wherever a list or map has to become a Jaeger string tag.
 *
 * <p>Doubles read as Go prints them: shortest digits that round-trip, no trailing {@code .0}, an exponent below 1e-4 and from 1e21 on.
 * Bytes read as Base64.
 */
public final class AttributeText {
  private AttributeText() {}

  static String of(AttributeValue value) {
    if (value instanceof StringValue text) {
      return text.value();
    }
    if (value instanceof BoolValue bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof LongValue number) {
      return Long.toString(number.value());
    }
    if (value instanceof DoubleValue number) {
      return ofDouble(number.value());
    }
    if (value instanceof BytesValue bytes) {
      return bytes.toBase64();
    }
    if (value instanceof EmptyValue) {
      return "";
    }
    StringBuilder json = new StringBuilder();
    appendJson(value, json);
    return json.toString();
  }

  /** A double in Go's shortest form; {@code NaN}, {@code +Inf} and {@code -Inf} for what is not a number. */
  public static String ofDouble(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    double magnitude = Math.abs(value);
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    BigDecimal decimal = shortest(value);
    if (magnitude >= 1e-4 && magnitude < 1e21) {
      return decimal.toPlainString();
    }
    return exponential(decimal);
  }

  /** The fewest digits that read back as this double; {@link Double#toString} gives more than it must, and differs between Java versions. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal best = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    while (best.precision() > 1) {
      BigDecimal shorter = exact.round(new MathContext(best.precision() - 1));
      if (shorter.doubleValue() != value) {
        break;
      }
      best = shorter.stripTrailingZeros();
    }
    return best;
  }

  private static String exponential(BigDecimal decimal) {
    String digits = decimal.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - decimal.scale();
    StringBuilder text = new StringBuilder(24);
    if (decimal.signum() < 0) {
      text.append('-');
    }
    text.append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) {
      text.append('0');
    }
    return text.append(Math.abs(exponent)).toString();
  }

  private static void appendJson(AttributeValue value, StringBuilder json) {
    if (value instanceof ListValue list) {
      json.append('[');
      for (int i = 0; i < list.values().size(); i++) {
        json.append(i == 0 ? "" : ",");
        appendJson(list.values().get(i), json);
      }
      json.append(']');
    } else if (value instanceof MapValue map) {
      appendObject(map.entries(), json);
    } else if (value instanceof StringValue || value instanceof BytesValue) {
      appendQuoted(of(value), json);
    } else if (value instanceof DoubleValue number && !Double.isFinite(number.value())) {
      appendQuoted(of(value), json);
    } else {
      json.append(value instanceof EmptyValue ? "null" : of(value));
    }
  }

  /** Sorted by key, as Jaeger writes maps, so that equal maps read equal. */
  private static void appendObject(Attributes entries, StringBuilder json) {
    Integer[] order = new Integer[entries.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(entries::key));
    json.append('{');
    for (int i = 0; i < order.length; i++) {
      json.append(i == 0 ? "" : ",");
      appendQuoted(entries.key(order[i]), json);
      json.append(':');
      appendJson(entries.value(order[i]), json);
    }
    json.append('}');
  }

  private static void appendQuoted(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < 0x20) {
            json.append("\\u00")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
