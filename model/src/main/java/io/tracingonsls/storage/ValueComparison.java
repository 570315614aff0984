// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.storage.SpanPredicate.Operator;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Compares a typed value with the text of a query. Jaeger's APIs turn every query value into text, so {@code "123"} must find the integer
 * 123 and {@code "72.5"} the double. A double also equals its text at ten significant digits, which is how Jaeger's first model printed it,
 * and bytes equal their Base64 as well as their hexadecimal form, since Jaeger's two models differ there.
 */
final class ValueComparison {
  private ValueComparison() {}

  static boolean holds(AttributeValue value, Operator operator, String text) {
    if (operator == Operator.EQUALS) {
      return equal(value, text);
    }
    OptionalInt order = compareNumbers(value, text);
    if (order.isEmpty()) {
      return false;
    }
    int sign = order.getAsInt();
    return switch (operator) {
      case LESS -> sign < 0;
      case LESS_OR_EQUAL -> sign <= 0;
      case GREATER -> sign > 0;
      case GREATER_OR_EQUAL -> sign >= 0;
      case EQUALS -> sign == 0;
      case NOT_EQUALS -> sign != 0;
    };
  }

  private static boolean equal(AttributeValue value, String text) {
    if (value.asText().equals(text)) {
      return true;
    }
    if (value instanceof BytesValue bytes) {
      return bytes.toHex().equalsIgnoreCase(text);
    }
    if (value instanceof DoubleValue number && Double.isFinite(number.value())) {
      BigDecimal wanted = decimal(text);
      if (wanted == null) {
        return false;
      }
      BigDecimal exact = new BigDecimal(Double.toString(number.value()));
      return exact.compareTo(wanted) == 0
          || exact.round(new MathContext(10)).compareTo(wanted) == 0;
    }
    return false;
  }

  private static OptionalInt compareNumbers(AttributeValue value, String text) {
    BigDecimal left;
    if (value instanceof LongValue number) {
      left = BigDecimal.valueOf(number.value());
    } else if (value instanceof DoubleValue number && Double.isFinite(number.value())) {
      left = new BigDecimal(Double.toString(number.value()));
    } else if (value instanceof StringValue string) {
      left = decimal(string.value());
    } else {
      left = null;
    }
    BigDecimal right = decimal(text);
    return left == null || right == null
        ? OptionalInt.empty()
        : OptionalInt.of(left.compareTo(right));
  }

  /** A number in ASCII digits, of sane length and exponent, or null: a hostile {@code 1e999999999} must not cost memory. */
  private static @Nullable BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > 64 || text.chars().anyMatch(c -> c > 0x7e)) {
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
