// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import static io.tracingonsls.logservice.sql.function.Overloads.types;
import static io.tracingonsls.logservice.sql.vector.SqlType.BIGINT;
import static io.tracingonsls.logservice.sql.vector.SqlType.BOOLEAN;
import static io.tracingonsls.logservice.sql.vector.SqlType.DOUBLE;
import static io.tracingonsls.logservice.sql.vector.SqlType.VARCHAR;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.ValueOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Numbers, and the functions that pick among values. */
final class MathFunctions {
  private MathFunctions() {}

  static void register(Overloads f) {
    f.addLong("abs", BIGINT, BIGINT, MathFunctions::abs);
    f.addLong("sign", BIGINT, BIGINT, Long::signum);
    for (String name : List.of("floor", "ceil", "ceiling", "round")) {
      f.addLong(name, BIGINT, BIGINT, x -> x);
    }
    unary(f, "abs", Math::abs);
    unary(f, "sign", Math::signum);
    unary(f, "floor", Math::floor);
    unary(f, "ceil", Math::ceil);
    unary(f, "ceiling", Math::ceil);
    unary(f, "round", x -> round(x, 0));
    unary(f, "truncate", x -> x < 0 ? Math.ceil(x) : Math.floor(x));
    unary(f, "sqrt", Math::sqrt);
    unary(f, "cbrt", Math::cbrt);
    unary(f, "exp", Math::exp);
    unary(f, "ln", Math::log);
    unary(f, "log10", Math::log10);
    unary(f, "log2", x -> Math.log(x) / Math.log(2));
    f.add("round", BIGINT, types(BIGINT, BIGINT), a -> roundLong((Long) a[0], digits(a[1])));
    f.add("round", DOUBLE, types(DOUBLE, BIGINT), a -> round((Double) a[0], digits(a[1])));
    f.add("power", DOUBLE, types(DOUBLE, DOUBLE), a -> Math.pow((Double) a[0], (Double) a[1]));
    f.alias("pow", "power");
    f.add(
        "log",
        DOUBLE,
        types(DOUBLE, DOUBLE),
        a -> Math.log((Double) a[1]) / Math.log((Double) a[0]));
    f.add("mod", BIGINT, types(BIGINT, BIGINT), a -> mod((Long) a[0], (Long) a[1]));
    f.add("mod", DOUBLE, types(DOUBLE, DOUBLE), a -> (Double) a[0] % (Double) a[1]);
    f.add("pi", DOUBLE, types(), a -> Math.PI);
    f.add("e", DOUBLE, types(), a -> Math.E);
    f.add("nan", DOUBLE, types(), a -> Double.NaN);
    f.add("infinity", DOUBLE, types(), a -> Double.POSITIVE_INFINITY);
    f.add("is_nan", BOOLEAN, types(DOUBLE), a -> ((Double) a[0]).isNaN());
    f.add("is_finite", BOOLEAN, types(DOUBLE), a -> Double.isFinite((Double) a[0]));
    f.add("is_infinite", BOOLEAN, types(DOUBLE), a -> ((Double) a[0]).isInfinite());
    f.add(
        "width_bucket", BIGINT, types(DOUBLE, DOUBLE, DOUBLE, BIGINT), MathFunctions::widthBucket);
    f.add("to_base", VARCHAR, types(BIGINT, BIGINT), a -> Long.toString((Long) a[0], radix(a[1])));
    f.add("from_base", BIGINT, types(VARCHAR, BIGINT), a -> fromBase((String) a[0], radix(a[1])));
    f.add("bitwise_and", BIGINT, types(BIGINT, BIGINT), a -> (Long) a[0] & (Long) a[1]);
    f.add("bitwise_or", BIGINT, types(BIGINT, BIGINT), a -> (Long) a[0] | (Long) a[1]);
    f.add("bitwise_xor", BIGINT, types(BIGINT, BIGINT), a -> (Long) a[0] ^ (Long) a[1]);
    extreme(f, "greatest", 1);
    extreme(f, "least", -1);
  }

  private static void unary(Overloads f, String name, DoubleUnaryOperator function) {
    f.add(name, DOUBLE, types(DOUBLE), a -> function.applyAsDouble((Double) a[0]));
  }

  private static void extreme(Overloads f, String name, int sign) {
    f.generic(name, types -> {
      SqlType common = types.isEmpty() ? null : types.get(0);
      for (SqlType type : types) {
        common = common == null ? null : SqlType.common(common, type);
      }
      if (common == null || !common.isOrderable() || common.is(SqlType.Kind.UNKNOWN)) {
        return null;
      }
      Comparator<Object> order = ValueOrder.of(common);
      List<SqlType> parameters = Collections.nCopies(types.size(), common);
      return new BoundCall(parameters, common, false, a -> pick(a, order, sign), null);
    });
  }

  private static @Nullable Object pick(
      @Nullable Object[] values, Comparator<Object> order, int sign) {
    Object best = values[0];
    for (Object value : values) {
      if (value != null && best != null && order.compare(value, best) * sign > 0) {
        best = value;
      }
    }
    return best;
  }

  private static long abs(long x) {
    if (x == Long.MIN_VALUE) {
      throw QueryException.invalid("Value -9223372036854775808 is out of range for abs(bigint)");
    }
    return Math.abs(x);
  }

  private static int digits(@Nullable Object value) {
    long digits = value == null ? 0 : (Long) value;
    return (int) Math.max(-400, Math.min(400, digits));
  }

  private static double round(double x, int digits) {
    if (!Double.isFinite(x)) {
      return x;
    }
    return BigDecimal.valueOf(x).setScale(digits, RoundingMode.HALF_UP).doubleValue();
  }

  private static long roundLong(long x, int digits) {
    return digits >= 0
        ? x
        : BigDecimal.valueOf(x).setScale(digits, RoundingMode.HALF_UP).longValue();
  }

  private static long mod(long x, long y) {
    if (y == 0) {
      throw QueryException.invalid("Division by zero");
    }
    return y == -1 ? 0 : x % y;
  }

  private static Object widthBucket(@Nullable Object[] a) {
    double x = number(a[0]);
    double low = number(a[1]);
    double high = number(a[2]);
    long buckets = a[3] == null ? 0 : (Long) a[3];
    if (buckets <= 0 || low == high) {
      throw QueryException.invalid("bounds and bucketCount must be positive and different");
    }
    double position = low < high ? (x - low) / (high - low) : (low - x) / (low - high);
    return position < 0 ? 0L : position >= 1 ? buckets + 1 : (long) (position * buckets) + 1;
  }

  private static double number(@Nullable Object value) {
    return value == null ? Double.NaN : (Double) value;
  }

  private static int radix(@Nullable Object value) {
    long radix = value == null ? 0 : (Long) value;
    if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
      throw QueryException.invalid("Radix must be between 2 and 36");
    }
    return (int) radix;
  }

  private static Object fromBase(String text, int radix) {
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw QueryException.invalid("Not a valid base-" + radix + " number: " + text);
    }
  }
}
