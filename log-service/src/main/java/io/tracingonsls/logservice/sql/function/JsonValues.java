// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.index.JsonText;
import io.tracingonsls.logservice.sql.function.JsonScanner.JsonNumber;
import io.tracingonsls.logservice.sql.function.JsonScanner.Malformed;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON text to values and back. */
final class JsonValues {
  private JsonValues() {}

  static @Nullable Object parse(String json) throws Malformed {
    JsonScanner scanner = new JsonScanner(json);
    Object value = scanner.value();
    scanner.end();
    return value;
  }

  /** Compact JSON text of a JSON text; an error when it is none. */
  static String canonical(String json) {
    try {
      JsonScanner scanner = new JsonScanner(json);
      String compact = scanner.compact();
      scanner.end();
      return compact;
    } catch (Malformed e) {
      throw JsonFunctions.notJson(json);
    }
  }

  /** JSON text of what {@link #parse} gives. */
  static String print(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    print(value, out);
    return out.toString();
  }

  private static void print(@Nullable Object value, StringBuilder out) {
    if (value instanceof String text) {
      JsonText.quote(text, out);
    } else if (value instanceof JsonNumber number) {
      out.append(number.text());
    } else if (value instanceof List<?> list) {
      String separator = "[";
      for (Object element : list) {
        out.append(separator);
        print(element, out);
        separator = ",";
      }
      out.append(list.isEmpty() ? "[]" : "]");
    } else if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.append(separator);
        JsonText.quote(String.valueOf(entry.getKey()), out);
        out.append(':');
        print(entry.getValue(), out);
        separator = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else {
      out.append(value);
    }
  }

  /** JSON text of an SQL value. */
  static String ofSql(@Nullable Object value, SqlType type, ZoneId zone) {
    StringBuilder out = new StringBuilder();
    ofSql(value, type, zone, out);
    return out.toString();
  }

  private static void ofSql(@Nullable Object value, SqlType type, ZoneId zone, StringBuilder out) {
    if (value == null) {
      out.append("null");
      return;
    }
    switch (type.kind()) {
      case ARRAY -> {
        out.append('[');
        String separator = "";
        for (Object element : (List<?>) value) {
          out.append(separator);
          ofSql(element, type.element(), zone, out);
          separator = ",";
        }
        out.append(']');
      }
      case MAP -> {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
          out.append(separator);
          JsonText.quote(ValueText.of(entry.getKey(), type.mapKey(), zone), out);
          out.append(':');
          ofSql(entry.getValue(), type.mapValue(), zone, out);
          separator = ",";
        }
        out.append('}');
      }
      case BIGINT, BOOLEAN, JSON -> out.append(value);
      case DOUBLE -> {
        double number = (Double) value;
        if (Double.isFinite(number)) {
          out.append(number);
        } else {
          JsonText.quote(Double.toString(number), out);
        }
      }
      default -> JsonText.quote(ValueText.of(value, type, zone), out);
    }
  }
}
