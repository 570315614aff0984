// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SQL's rules for single values, written down as plainly as they can be. */
final class Naive {
  private Naive() {}

  /** Order of two values that are not null: numbers by size, texts by code points, false before true. */
  static int compare(Object a, Object b) {
    if (a instanceof Long x && b instanceof Long y) {
      return Long.compare(x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return Double.compare(x.doubleValue(), y.doubleValue());
    }
    if (a instanceof Boolean x) {
      return Boolean.compare(x, (Boolean) b);
    }
    int[] x = ((String) a).codePoints().toArray();
    int[] y = ((String) b).codePoints().toArray();
    return Arrays.compare(x, y);
  }

  static int compare(
      @Nullable Object a, @Nullable Object b, boolean descending, boolean nullsFirst) {
    if (a == null && b == null) {
      return 0;
    }
    if (a == null || b == null) {
      return (a == null) == nullsFirst ? -1 : 1;
    }
    return descending ? compare(b, a) : compare(a, b);
  }

  static @Nullable Boolean compare(String operator, @Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return null;
    }
    int order = compare(a, b);
    return switch (operator) {
      case "=" -> order == 0;
      case "<>" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  static @Nullable Boolean and(@Nullable Object a, @Nullable Object b) {
    if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
      return false;
    }
    return (a == null || b == null) ? null : Boolean.TRUE;
  }

  static @Nullable Boolean or(@Nullable Object a, @Nullable Object b) {
    return not(and(not(a), not(b)));
  }

  static @Nullable Boolean not(@Nullable Object a) {
    return a == null ? null : Boolean.valueOf(!(Boolean) a);
  }

  static @Nullable Boolean in(@Nullable Object value, List<@Nullable Object> list) {
    Boolean found = false;
    for (Object member : list) {
      found = or(found, compare("=", value, member));
    }
    return found;
  }

  /** {@code like} with {@code !} as the escape. */
  static boolean like(String text, String pattern) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    char first = pattern.charAt(0);
    if (first == '%') {
      return like(text, pattern.substring(1))
          || (!text.isEmpty() && like(text.substring(1), pattern));
    }
    if (text.isEmpty()) {
      return false;
    }
    if (first == '_') {
      return like(text.substring(text.offsetByCodePoints(0, 1)), pattern.substring(1));
    }
    int from = first == '!' ? 1 : 0;
    return pattern.charAt(from) == text.charAt(0)
        && like(text.substring(1), pattern.substring(from + 1));
  }

  static @Nullable Object arithmetic(String operator, @Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return null;
    }
    if (a instanceof Long x && b instanceof Long y) {
      return switch (operator) {
        case "+" -> x + y;
        case "-" -> x - y;
        case "*" -> x * y;
        case "/" -> x / y;
        default -> x % y;
      };
    }
    double p = ((Number) a).doubleValue();
    double q = ((Number) b).doubleValue();
    return switch (operator) {
      case "+" -> p + q;
      case "-" -> p - q;
      default -> p / q;
    };
  }

  /** The number as a value of the kind. */
  static @Nullable Object promote(@Nullable Object value, Kind kind) {
    return kind == Kind.DOUBLE && value instanceof Long whole
        ? Double.valueOf(whole.doubleValue())
        : value;
  }

  static @Nullable Object parse(@Nullable Object text) {
    return text != null && ((String) text).matches("-?[0-9]+") ? Long.valueOf((String) text) : null;
  }
}
