// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.index.IndexedValues;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.function.JsonScanner.JsonNumber;
import io.tracingonsls.logservice.sql.function.JsonScanner.Malformed;
import io.tracingonsls.logservice.sql.syntax.Place;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.SqlType.Kind;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conversions between types, explicit and implicit. */
public final class Casts {
  private static final double TWO_TO_63 = 0x1p63;

  private final ZoneId zone;

  public Casts(FunctionContext context) {
    this.zone = context.zone();
  }

  /** A value that cannot be converted. */
  private static final class NotConvertible extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NotConvertible() {
      super("not convertible", null, false, false);
    }
  }

  /** The expression as {@code target}, to which its type must convert without a cast. */
  public static Expression implicit(Expression expression, SqlType target) {
    SqlType source = expression.type();
    if (source.equals(target)) {
      return expression;
    }
    if (expression.isConstant()) {
      return new Constant(target, widen(expression.constant(), source, target));
    }
    return source.is(Kind.BIGINT) && target.is(Kind.DOUBLE)
        ? new Widening(expression)
        : new CallExpression(
            new BoundCall(List.of(source), target, false, a -> widen(a[0], source, target), null),
            List.of(expression));
  }

  private static @Nullable Object widen(@Nullable Object value, SqlType source, SqlType target) {
    if (value == null || source.equals(target)) {
      return value;
    }
    if (target.is(Kind.DOUBLE)) {
      return ((Number) value).doubleValue();
    }
    if (target.is(Kind.TIMESTAMP)) {
      return TimeFunctions.midnight((Long) value, ZoneOffset.UTC);
    }
    if (target.is(Kind.ARRAY)) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object element : (List<?>) value) {
        list.add(widen(element, source.element(), target.element()));
      }
      return list;
    }
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      Object key = widen(entry.getKey(), source.mapKey(), target.mapKey());
      if (key != null) {
        map.put(key, widen(entry.getValue(), source.mapValue(), target.mapValue()));
      }
    }
    return map;
  }

  private static final class Widening extends Expression {
    private final Expression operand;

    private Widening(Expression operand) {
      super(SqlType.DOUBLE);
      this.operand = operand;
    }

    @Override
    public Vector evaluate(Batch batch) {
      return DoubleVector.of(operand.evaluate(batch));
    }

    @Override
    public boolean isConstant() {
      return operand.isConstant();
    }
  }

  /** {@code cast(operand as type)}; with {@code orNull}, a value that cannot be converted is NULL. */
  public Expression cast(Place place, Expression operand, String typeName, boolean orNull) {
    Target target = target(place, typeName);
    SqlType source = operand.type();
    if (!possible(source, target.type)) {
      throw place.error("Cannot cast " + source + " to " + target.type);
    }
    if (source.equals(target.type) && target.unlimited()) {
      return operand;
    }
    ScalarFunction function = a -> convert(a[0], source, target, orNull);
    return new CallExpression(
        new BoundCall(List.of(source), target.type, false, function, null), List.of(operand));
  }

  /**
   * What a type name means here: narrower integers are bigint within bounds, varchar(n) is cut.
   */
  private record Target(SqlType type, String name, long min, long max, int maxLength) {
    private boolean unlimited() {
      return min == Long.MIN_VALUE && maxLength == Integer.MAX_VALUE;
    }
  }

  private static Target target(Place place, String name) {
    return switch (name) {
      case "integer", "int" ->
        new Target(
            SqlType.BIGINT, "integer", Integer.MIN_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
      case "smallint" ->
        new Target(SqlType.BIGINT, name, Short.MIN_VALUE, Short.MAX_VALUE, Integer.MAX_VALUE);
      case "tinyint" ->
        new Target(SqlType.BIGINT, name, Byte.MIN_VALUE, Byte.MAX_VALUE, Integer.MAX_VALUE);
      default -> {
        boolean cut = name.startsWith("varchar(") && name.length() < 20;
        int length = cut ? length(place, name) : Integer.MAX_VALUE;
        yield new Target(
            cut ? SqlType.VARCHAR : type(place, name),
            name,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            length);
      }
    };
  }

  private static int length(Place place, String name) {
    try {
      return Integer.parseInt(name.substring("varchar(".length(), name.length() - 1));
    } catch (NumberFormatException e) {
      throw place.error("Unknown type: " + name);
    }
  }

  /** The type a name says; parameters separated by commas. */
  static SqlType type(Place place, String name) {
    if (name.startsWith("array(")) {
      return SqlType.array(type(place, name.substring(6, name.length() - 1)));
    }
    if (name.startsWith("map(")) {
      int comma = topLevelComma(name);
      if (comma < 0) {
        throw place.error("Unknown type: " + name);
      }
      return SqlType.map(
          type(place, name.substring(4, comma)),
          type(place, name.substring(comma + 1, name.length() - 1)));
    }
    return switch (name) {
      case "bigint" -> SqlType.BIGINT;
      case "double" -> SqlType.DOUBLE;
      case "varchar" -> SqlType.VARCHAR;
      case "boolean" -> SqlType.BOOLEAN;
      case "timestamp" -> SqlType.TIMESTAMP;
      case "date" -> SqlType.DATE;
      case "json" -> SqlType.JSON;
      default -> throw place.unsupported("the type " + name);
    };
  }

  private static int topLevelComma(String name) {
    int depth = 0;
    for (int i = 4; i < name.length(); i++) {
      char c = name.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean possible(SqlType source, SqlType target) {
    if (source.is(Kind.UNKNOWN) || source.equals(target)) {
      return true;
    }
    return switch (target.kind()) {
      case VARCHAR -> !source.is(Kind.ARRAY) && !source.is(Kind.MAP);
      case JSON -> !source.is(Kind.INTERVAL);
      case BIGINT, DOUBLE, BOOLEAN ->
        source.isNumeric()
            || source.is(Kind.VARCHAR)
            || source.is(Kind.BOOLEAN)
            || source.is(Kind.JSON);
      case TIMESTAMP, DATE ->
        source.is(Kind.VARCHAR) || source.is(Kind.TIMESTAMP) || source.is(Kind.DATE);
      case ARRAY ->
        source.is(Kind.JSON)
            || (source.is(Kind.ARRAY) && possible(source.element(), target.element()));
      case MAP ->
        source.is(Kind.JSON)
            || (source.is(Kind.MAP)
                && possible(source.mapKey(), target.mapKey())
                && possible(source.mapValue(), target.mapValue()));
      default -> false;
    };
  }

  private @Nullable Object convert(
      @Nullable Object value, SqlType source, Target target, boolean orNull) {
    try {
      Object converted = convert(value, source, target.type);
      if (converted instanceof Long number && (number < target.min || number > target.max)) {
        throw new NotConvertible();
      }
      return converted instanceof String text && text.length() > target.maxLength
          ? text.substring(
              0,
              text.offsetByCodePoints(
                  0, Math.min(target.maxLength, text.codePointCount(0, text.length()))))
          : converted;
    } catch (NotConvertible e) {
      if (orNull) {
        return null;
      }
      String shown = ValueText.of(value, source, zone);
      String name = target.name.toUpperCase(Locale.ROOT);
      throw QueryException.invalid(
          source.is(Kind.VARCHAR) || source.is(Kind.JSON)
              ? "Cannot cast '" + shown + "' to " + name
              : "Out of range for " + name.toLowerCase(Locale.ROOT) + ": " + shown);
    }
  }

  private @Nullable Object convert(@Nullable Object value, SqlType source, SqlType target) {
    if (value == null || source.equals(target)) {
      return value;
    }
    if (source.is(Kind.JSON)) {
      return fromJson((String) value, target);
    }
    return switch (target.kind()) {
      case VARCHAR -> ValueText.of(value, source, zone);
      case JSON -> JsonValues.ofSql(value, source, zone);
      case BIGINT -> toLong(value);
      case DOUBLE -> toDouble(value);
      case BOOLEAN -> toBoolean(value);
      case TIMESTAMP ->
        source.is(Kind.DATE)
            ? TimeFunctions.midnight((Long) value, zone)
            : required(Times.parseTimestamp((String) value, zone));
      case DATE ->
        source.is(Kind.TIMESTAMP)
            ? TimeFunctions.days((Long) value, zone)
            : required(Times.parseDate((String) value));
      case ARRAY -> list((List<?>) value, source, target);
      case MAP -> map((Map<?, ?>) value, source, target);
      default -> throw new NotConvertible();
    };
  }

  private static Object required(@Nullable Object value) {
    if (value == null) {
      throw new NotConvertible();
    }
    return value;
  }

  private static Object toLong(Object value) {
    if (value instanceof Long) {
      return value;
    }
    if (value instanceof Double number) {
      return rounded(number);
    }
    return value instanceof Boolean flag
        ? (flag ? 1L : 0L)
        : required(IndexedValues.parseLong((String) value));
  }

  private static Object rounded(double number) {
    double rounded = Math.copySign(Math.floor(Math.abs(number) + 0.5), number);
    if (!(rounded >= -TWO_TO_63 && rounded < TWO_TO_63)) {
      throw new NotConvertible();
    }
    return (long) rounded;
  }

  private static Object toDouble(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1.0 : 0.0;
    }
    String text = (String) value;
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity", "+Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> required(IndexedValues.parseDouble(text));
    };
  }

  private static Object toBoolean(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    return switch (((String) value).toLowerCase(Locale.ROOT)) {
      case "true", "t", "1" -> true;
      case "false", "f", "0" -> false;
      default -> throw new NotConvertible();
    };
  }

  private Object list(List<?> value, SqlType source, SqlType target) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object element : value) {
      list.add(convert(element, source.element(), target.element()));
    }
    return list;
  }

  private Object map(Map<?, ?> value, SqlType source, SqlType target) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : value.entrySet()) {
      Object key = required(convert(entry.getKey(), source.mapKey(), target.mapKey()));
      map.put(key, convert(entry.getValue(), source.mapValue(), target.mapValue()));
    }
    return map;
  }

  private @Nullable Object fromJson(String json, SqlType target) {
    try {
      return fromTree(JsonValues.parse(json), target);
    } catch (Malformed e) {
      throw new NotConvertible();
    }
  }

  private @Nullable Object fromTree(@Nullable Object tree, SqlType target) {
    if (tree == null) {
      return null;
    }
    if (target.is(Kind.JSON)) {
      return JsonValues.print(tree);
    }
    if (target.is(Kind.ARRAY) && tree instanceof List<?> elements) {
      List<@Nullable Object> list = new ArrayList<>();
      elements.forEach(element -> list.add(fromTree(element, target.element())));
      return list;
    }
    if (target.is(Kind.MAP) && tree instanceof Map<?, ?> members) {
      Map<Object, @Nullable Object> map = new LinkedHashMap<>();
      members.forEach((key, value) ->
          map.put(required(fromTree(key, target.mapKey())), fromTree(value, target.mapValue())));
      return map;
    }
    return scalar(tree, target);
  }

  private @Nullable Object scalar(Object tree, SqlType target) {
    if (tree instanceof List<?>
        || tree instanceof Map<?, ?>
        || target.is(Kind.ARRAY)
        || target.is(Kind.MAP)) {
      throw new NotConvertible();
    }
    if (tree instanceof JsonNumber number) {
      if (target.is(Kind.VARCHAR)) {
        return number.text();
      }
      Long whole = IndexedValues.parseLong(number.text());
      return whole == null
          ? convert(required(IndexedValues.parseDouble(number.text())), SqlType.DOUBLE, target)
          : convert(whole, SqlType.BIGINT, target);
    }
    return convert(tree, tree instanceof Boolean ? SqlType.BOOLEAN : SqlType.VARCHAR, target);
  }
}
