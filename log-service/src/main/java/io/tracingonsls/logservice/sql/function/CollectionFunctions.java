// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import static io.tracingonsls.logservice.sql.function.Overloads.types;
import static io.tracingonsls.logservice.sql.vector.SqlType.BIGINT;
import static io.tracingonsls.logservice.sql.vector.SqlType.BOOLEAN;
import static io.tracingonsls.logservice.sql.vector.SqlType.VARCHAR;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.SqlType.Kind;
import io.tracingonsls.logservice.sql.vector.ValueOrder;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Arrays and maps. */
final class CollectionFunctions {
  private static final int MAX_ELEMENTS = 1 << 20;

  private CollectionFunctions() {}

  static void register(Overloads f) {
    f.generic(
        "cardinality", t -> one(t, Kind.ARRAY, BIGINT, a -> (long) list(a, 0).size()));
    f.generic("cardinality", t -> one(t, Kind.MAP, BIGINT, a -> (long) map(a, 0).size()));
    f.generic("element_at", CollectionFunctions::elementAt);
    f.generic(
        "contains",
        t -> withElement(t, BOOLEAN, a -> contains(list(a, 0), Objects.requireNonNull(a[1]))));
    f.generic("array_position", t -> withElement(t, BIGINT, a -> list(a, 0).indexOf(a[1]) + 1L));
    f.generic(
        "array_remove",
        t -> withElement(t, t.isEmpty() ? BIGINT : t.get(0), a -> without(list(a, 0), a[1])));
    f.generic("array_join", CollectionFunctions::join);
    f.generic(
        "array_distinct",
        t -> one(t, Kind.ARRAY, null, a -> new ArrayList<>(new LinkedHashSet<>(list(a, 0)))));
    f.generic("array_sort", t -> orderable(t, null, (a, order) -> sorted(list(a, 0), order)));
    f.generic("array_max", t -> orderable(t, Kind.ARRAY, (a, order) -> extreme(list(a, 0), order)));
    f.generic(
        "array_min",
        t -> orderable(t, Kind.ARRAY, (a, order) -> extreme(list(a, 0), order.reversed())));
    f.generic("slice", CollectionFunctions::slice);
    f.generic("concat", CollectionFunctions::concat);
    f.generic("reverse", t -> one(t, Kind.ARRAY, null, a -> reversed(list(a, 0))));
    f.generic("map", CollectionFunctions::mapOf);
    f.add("map", SqlType.map(SqlType.UNKNOWN, SqlType.UNKNOWN), types(), a -> Map.of());
    f.generic("map_keys", t -> keysOrValues(t, true));
    f.generic("map_values", t -> keysOrValues(t, false));
    f.add("sequence", SqlType.array(BIGINT), types(BIGINT, BIGINT), a -> {
      long from = (Long) Objects.requireNonNull(a[0]);
      long to = (Long) Objects.requireNonNull(a[1]);
      return sequence(from, to, from <= to ? 1 : -1);
    });
    f.add(
        "sequence",
        SqlType.array(BIGINT),
        types(BIGINT, BIGINT, BIGINT),
        a -> sequence(
            (Long) Objects.requireNonNull(a[0]), (Long) Objects.requireNonNull(a[1]), (Long)
                Objects.requireNonNull(a[2])));
    f.add(
        "split_to_map",
        SqlType.map(VARCHAR, VARCHAR),
        types(VARCHAR, VARCHAR, VARCHAR),
        a -> splitToMap(
            (String) Objects.requireNonNull(a[0]), (String) Objects.requireNonNull(a[1]), (String)
                Objects.requireNonNull(a[2])));
  }

  private static List<?> list(@Nullable Object[] arguments, int index) {
    return (List<?>) Objects.requireNonNull(arguments[index]);
  }

  private static Map<?, ?> map(@Nullable Object[] arguments, int index) {
    return (Map<?, ?>) Objects.requireNonNull(arguments[index]);
  }

  private static @Nullable BoundCall one(
      List<SqlType> types, Kind kind, @Nullable SqlType result, ScalarFunction function) {
    return types.size() == 1 && types.get(0).is(kind)
        ? new BoundCall(types, result == null ? types.get(0) : result, false, function, null)
        : null;
  }

  private interface OrderedFunction {
    @Nullable
    Object apply(@Nullable Object[] arguments, Comparator<Object> order);
  }

  /** One array of orderable elements; the result is the array's type, or its element's when {@code element} is given. */
  private static @Nullable BoundCall orderable(
      List<SqlType> types, @Nullable Kind element, OrderedFunction function) {
    if (types.size() != 1 || !types.get(0).is(Kind.ARRAY) || !types.get(0).isOrderable()) {
      return null;
    }
    Comparator<Object> order = ValueOrder.of(types.get(0).element());
    SqlType result = element == null ? types.get(0) : types.get(0).element();
    return new BoundCall(types, result, false, a -> function.apply(a, order), null);
  }

  private static @Nullable BoundCall withElement(
      List<SqlType> types, SqlType result, ScalarFunction function) {
    if (types.size() != 2 || !types.get(0).is(Kind.ARRAY)) {
      return null;
    }
    SqlType common = SqlType.common(types.get(0).element(), types.get(1));
    return common == null
        ? null
        : new BoundCall(List.of(SqlType.array(common), common), result, false, function, null);
  }

  private static @Nullable BoundCall elementAt(List<SqlType> types) {
    if (types.size() != 2) {
      return null;
    }
    SqlType base = types.get(0);
    if (base.is(Kind.ARRAY) && types.get(1).convertsTo(BIGINT)) {
      return new BoundCall(
          List.of(base, BIGINT),
          base.element(),
          false,
          a -> at(list(a, 0), (Long) Objects.requireNonNull(a[1])),
          null);
    }
    return base.is(Kind.MAP) && types.get(1).convertsTo(base.mapKey())
        ? new BoundCall(
            List.of(base, base.mapKey()), base.mapValue(), false, a -> map(a, 0).get(a[1]), null)
        : null;
  }

  private static @Nullable Object at(List<?> list, long index) {
    if (index == 0) {
      throw QueryException.invalid("SQL array indices start at 1");
    }
    long at = index > 0 ? index - 1 : list.size() + index;
    return at < 0 || at >= list.size() ? null : list.get((int) at);
  }

  /** {@code base[index]}: outside the array, or a key that is missing, is an error. */
  static @Nullable Object subscript(Object base, Object index) {
    if (base instanceof Map<?, ?> map) {
      if (!map.containsKey(index)) {
        throw QueryException.invalid("Key not present in map: " + index);
      }
      return map.get(index);
    }
    List<?> list = (List<?>) base;
    long at = (Long) index;
    if (at <= 0 || at > list.size()) {
      throw QueryException.invalid(
          at == 0 ? "SQL array indices start at 1" : "Array subscript out of bounds: " + at);
    }
    return list.get((int) at - 1);
  }

  private static @Nullable Object contains(List<?> list, Object wanted) {
    return list.contains(wanted) ? Boolean.TRUE : list.contains(null) ? null : Boolean.FALSE;
  }

  private static List<@Nullable Object> without(List<?> list, @Nullable Object unwanted) {
    List<@Nullable Object> rest = new ArrayList<>(list);
    rest.removeIf(element -> Objects.equals(element, unwanted));
    return rest;
  }

  private static @Nullable BoundCall join(List<SqlType> types) {
    boolean fits = (types.size() == 2 || types.size() == 3) && types.get(0).is(Kind.ARRAY);
    if (!fits || !types.stream().skip(1).allMatch(type -> type.convertsTo(VARCHAR))) {
      return null;
    }
    SqlType element = types.get(0).element();
    List<SqlType> parameters = new ArrayList<>(types);
    parameters.replaceAll(type -> type.is(Kind.ARRAY) ? type : VARCHAR);
    return new BoundCall(parameters, VARCHAR, false, a -> joined(a, element), null);
  }

  private static String joined(@Nullable Object[] a, SqlType element) {
    StringJoiner joined = new StringJoiner((String) Objects.requireNonNull(a[1]));
    for (Object value : list(a, 0)) {
      if (value != null) {
        joined.add(ValueText.of(value, element, ZoneOffset.UTC));
      } else if (a.length > 2) {
        joined.add((String) Objects.requireNonNull(a[2]));
      }
    }
    return joined.toString();
  }

  private static List<@Nullable Object> sorted(List<?> list, Comparator<Object> order) {
    List<@Nullable Object> sorted = new ArrayList<>(list);
    sorted.sort(Comparator.nullsLast(order));
    return sorted;
  }

  private static @Nullable Object extreme(List<?> list, Comparator<Object> order) {
    Object best = null;
    for (Object value : list) {
      if (value == null) {
        return null;
      }
      best = best == null || order.compare(value, best) > 0 ? value : best;
    }
    return best;
  }

  private static @Nullable BoundCall slice(List<SqlType> types) {
    if (types.size() != 3 || !types.get(0).is(Kind.ARRAY)) {
      return null;
    }
    List<SqlType> parameters = List.of(types.get(0), BIGINT, BIGINT);
    return Overloads.fits(types, parameters)
        ? new BoundCall(parameters, types.get(0), false, CollectionFunctions::slice, null)
        : null;
  }

  private static Object slice(@Nullable Object[] a) {
    List<?> list = list(a, 0);
    long start = (Long) Objects.requireNonNull(a[1]);
    long length = (Long) Objects.requireNonNull(a[2]);
    if (start == 0 || length < 0) {
      throw QueryException.invalid(
          start == 0
              ? "SQL array indices start at 1"
              : "length must be greater than or equal to 0");
    }
    long from = start > 0 ? start - 1 : list.size() + start;
    if (from < 0 || from >= list.size()) {
      return List.of();
    }
    return new ArrayList<@Nullable Object>(
        list.subList((int) from, (int) Math.min(list.size(), from + length)));
  }

  private static @Nullable BoundCall concat(List<SqlType> types) {
    SqlType common = types.isEmpty() ? null : types.get(0);
    for (SqlType type : types) {
      common = common == null ? null : SqlType.common(common, type);
    }
    if (common == null || !common.is(Kind.ARRAY)) {
      return null;
    }
    return new BoundCall(
        Collections.nCopies(types.size(), common),
        common,
        false,
        CollectionFunctions::concat,
        null);
  }

  private static Object concat(@Nullable Object[] arrays) {
    List<@Nullable Object> whole = new ArrayList<>();
    for (int i = 0; i < arrays.length; i++) {
      whole.addAll(list(arrays, i));
    }
    return whole;
  }

  private static List<@Nullable Object> reversed(List<?> list) {
    List<@Nullable Object> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  private static @Nullable BoundCall mapOf(List<SqlType> types) {
    return types.size() == 2 && types.get(0).is(Kind.ARRAY) && types.get(1).is(Kind.ARRAY)
        ? new BoundCall(
            types,
            SqlType.map(types.get(0).element(), types.get(1).element()),
            false,
            a -> zip(list(a, 0), list(a, 1)),
            null)
        : null;
  }

  private static Object zip(List<?> keys, List<?> values) {
    if (keys.size() != values.size()) {
      throw QueryException.invalid("Key and value arrays must be the same length");
    }
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      Object key = keys.get(i);
      if (key == null || map.containsKey(key)) {
        throw QueryException.invalid(
            key == null ? "map key cannot be null" : "Duplicate map keys are not allowed");
      }
      map.put(key, values.get(i));
    }
    return map;
  }

  private static @Nullable BoundCall keysOrValues(List<SqlType> types, boolean keys) {
    if (types.size() != 1 || !types.get(0).is(Kind.MAP)) {
      return null;
    }
    SqlType result = SqlType.array(keys ? types.get(0).mapKey() : types.get(0).mapValue());
    return new BoundCall(
        types,
        result,
        false,
        a -> new ArrayList<>(keys ? map(a, 0).keySet() : map(a, 0).values()),
        null);
  }

  private static List<Object> sequence(long from, long to, long step) {
    if (step == 0 || (step > 0 ? from > to : from < to)) {
      throw QueryException.invalid(
          "sequence stop value must be reached from the start value by the step, which is not zero");
    }
    if (((double) to - from) / step >= MAX_ELEMENTS / 100.0) {
      throw QueryException.invalid(
          "result of sequence function must not have more than 10000 entries");
    }
    List<Object> sequence = new ArrayList<>();
    long value = from;
    boolean more = true;
    while (more) {
      sequence.add(value);
      // The end may be the largest number there is, so that one more step would turn round.
      more = step > 0
          ? value <= Long.MAX_VALUE - step && value + step <= to
          : value >= Long.MIN_VALUE - step && value + step >= to;
      value += step;
    }
    return sequence;
  }

  private static Object splitToMap(String text, String entries, String pair) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (String entry : text.split(Pattern.quote(entries), -1)) {
      int at = entry.indexOf(pair);
      if (at < 0 && !entry.isEmpty()) {
        throw QueryException.invalid(
            "Key-value delimiter must appear exactly once in each entry. Bad input: '" + entry
                + "'");
      }
      if (at >= 0 && map.put(entry.substring(0, at), entry.substring(at + pair.length())) != null) {
        throw QueryException.invalid(
            "Duplicate keys (" + entry.substring(0, at) + ") are not allowed");
      }
    }
    return map;
  }
}
