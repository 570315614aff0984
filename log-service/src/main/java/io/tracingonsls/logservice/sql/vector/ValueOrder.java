// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.Comparator;
import java.util.List;

/** The order of non-NULL values: texts by code point, false before true, NaN after all numbers. */
public final class ValueOrder {
  private ValueOrder() {}

  /** Compares values of an orderable type. */
  public static Comparator<Object> of(SqlType type) {
    return switch (type.kind()) {
      case BIGINT, TIMESTAMP, DATE, INTERVAL -> (a, b) -> Long.compare((Long) a, (Long) b);
      case DOUBLE -> (a, b) -> compareDoubles((Double) a, (Double) b);
      case BOOLEAN -> (a, b) -> Boolean.compare((Boolean) a, (Boolean) b);
      case ARRAY -> lists(of(type.element()));
      default -> (a, b) -> compareTexts((String) a, (String) b);
    };
  }

  /** Numeric order in which 0.0 equals -0.0. */
  public static int compareDoubles(double a, double b) {
    return a == b ? 0 : Double.compare(a, b);
  }

  /** Order by code point, which is the order of the UTF-8 bytes. */
  public static int compareTexts(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean surrogates = Character.isSurrogate(x) != Character.isSurrogate(y);
        return surrogates ? (Character.isSurrogate(x) ? 1 : -1) : x - y;
      }
    }
    return a.length() - b.length();
  }

  private static Comparator<Object> lists(Comparator<Object> elements) {
    return (a, b) -> {
      List<?> x = (List<?>) a;
      List<?> y = (List<?>) b;
      for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
        int order = elements.compare(x.get(i), y.get(i));
        if (order != 0) {
          return order;
        }
      }
      return Integer.compare(x.size(), y.size());
    };
  }
}
