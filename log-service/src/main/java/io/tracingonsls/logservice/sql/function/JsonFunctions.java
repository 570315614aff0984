// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import static io.tracingonsls.logservice.sql.function.Overloads.remember;
import static io.tracingonsls.logservice.sql.function.Overloads.types;
import static io.tracingonsls.logservice.sql.function.TextFunctions.number;
import static io.tracingonsls.logservice.sql.function.TextFunctions.text;
import static io.tracingonsls.logservice.sql.vector.SqlType.BIGINT;
import static io.tracingonsls.logservice.sql.vector.SqlType.BOOLEAN;
import static io.tracingonsls.logservice.sql.vector.SqlType.DOUBLE;
import static io.tracingonsls.logservice.sql.vector.SqlType.JSON;
import static io.tracingonsls.logservice.sql.vector.SqlType.VARCHAR;

import io.tracingonsls.logservice.index.IndexedValues;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** JSON in texts and in values of type json. */
final class JsonFunctions {
  private JsonFunctions() {}

  static void register(Overloads f) {
    for (SqlType json : List.of(JSON, VARCHAR)) {
      f.addStateful("json_extract", JSON, types(json, VARCHAR), () -> {
        Function<String, JsonPath> paths = remember(JsonPath::of);
        return a -> paths.apply(text(a, 1)).extract(text(a, 0));
      });
      f.addStateful("json_extract_scalar", VARCHAR, types(json, VARCHAR), () -> {
        Function<String, JsonPath> paths = remember(JsonPath::of);
        return a -> paths.apply(text(a, 1)).extractScalar(text(a, 0));
      });
      f.addStateful("json_size", BIGINT, types(json, VARCHAR), () -> {
        Function<String, JsonPath> paths = remember(JsonPath::of);
        return a -> size(paths.apply(text(a, 1)).extract(text(a, 0)));
      });
      f.add(
          "json_array_length",
          BIGINT,
          types(json),
          a -> parse(text(a, 0)) instanceof List<?> l ? (long) l.size() : null);
      f.add("json_array_get", JSON, types(json, BIGINT), a -> get(text(a, 0), number(a, 1)));
      f.add("is_json_scalar", BOOLEAN, types(json), a -> isScalar(text(a, 0)));
      f.add(
          "json_array_contains",
          BOOLEAN,
          types(json, VARCHAR),
          a -> contains(text(a, 0), text(a, 1)));
      f.add(
          "json_array_contains",
          BOOLEAN,
          types(json, BIGINT),
          a -> contains(text(a, 0), number(a, 1)));
      f.add(
          "json_array_contains",
          BOOLEAN,
          types(json, DOUBLE),
          a -> contains(text(a, 0), Objects.requireNonNull(a[1])));
      f.add(
          "json_array_contains",
          BOOLEAN,
          types(json, BOOLEAN),
          a -> contains(text(a, 0), Objects.requireNonNull(a[1])));
    }
    f.add("json_parse", JSON, types(VARCHAR), a -> JsonValues.canonical(text(a, 0)));
    f.add("json_format", VARCHAR, types(JSON), a -> text(a, 0));
  }

  private static @Nullable Object parse(String json) {
    try {
      return JsonValues.parse(json);
    } catch (JsonScanner.Malformed e) {
      return null;
    }
  }

  private static @Nullable Object size(@Nullable String json) {
    if (json == null) {
      return null;
    }
    Object value = parse(json);
    return value instanceof Map<?, ?> map
        ? (long) map.size()
        : value instanceof List<?> list ? (long) list.size() : 0L;
  }

  private static @Nullable Object get(String json, long index) {
    if (!(parse(json) instanceof List<?> list)) {
      return null;
    }
    long at = index < 0 ? list.size() + index : index;
    return at < 0 || at >= list.size() ? null : JsonValues.print(list.get((int) at));
  }

  private static Object isScalar(String json) {
    String canonical = JsonValues.canonical(json);
    return !canonical.startsWith("{") && !canonical.startsWith("[");
  }

  private static @Nullable Object contains(String json, Object wanted) {
    if (!(parse(json) instanceof List<?> list)) {
      return null;
    }
    for (Object element : list) {
      if (element instanceof JsonScanner.JsonNumber number && wanted instanceof Number other) {
        Double value = IndexedValues.parseDouble(number.text());
        if (value != null && value == other.doubleValue()) {
          return true;
        }
      } else if (wanted.equals(element)) {
        return true;
      }
    }
    return false;
  }

  static QueryException notJson(String text) {
    String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return QueryException.invalid("Cannot convert value to JSON: '" + shown + "'");
  }
}
