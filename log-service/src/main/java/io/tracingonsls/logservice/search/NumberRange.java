// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.search;

import io.tracingonsls.logservice.engine.NumberView;
import io.tracingonsls.logservice.index.KeyType;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A numeric condition. Long keys are compared exactly over 64 bits, double keys as doubles. Immutable.
 *
 * @param integral whether the key is of type long
 * @param minLong lowest long that meets the condition
 * @param maxLong highest long that meets the condition; below {@code minLong} when none does
 */
record NumberRange(
    boolean integral,
    long minLong,
    long maxLong,
    double lower,
    boolean lowerInclusive,
    double upper,
    boolean upperInclusive) {
  private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  static NumberRange of(SearchNode.Range node, KeyType type) {
    double low =
        node.lower().isEmpty() ? Double.NEGATIVE_INFINITY : Double.parseDouble(node.lower());
    double high =
        node.upper().isEmpty() ? Double.POSITIVE_INFINITY : Double.parseDouble(node.upper());
    boolean lowIn = node.lower().isEmpty() || node.lowerInclusive();
    boolean highIn = node.upper().isEmpty() || node.upperInclusive();
    long min = node.lower().isEmpty() ? Long.MIN_VALUE : longBound(node.lower(), lowIn, true);
    long max = node.upper().isEmpty() ? Long.MAX_VALUE : longBound(node.upper(), highIn, false);
    boolean nothing = isBeyond(node.lower(), lowIn, true) || isBeyond(node.upper(), highIn, false);
    return new NumberRange(
        type == KeyType.LONG, nothing ? 1 : min, nothing ? 0 : max, low, lowIn, high, highIn);
  }

  /** Every number of the type: what {@code key:*} asks of a numeric key. */
  static NumberRange any(KeyType type) {
    return new NumberRange(
        type == KeyType.LONG,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Double.NEGATIVE_INFINITY,
        true,
        Double.POSITIVE_INFINITY,
        true);
  }

  private static long longBound(String text, boolean inclusive, boolean lower) {
    BigDecimal bound = integer(text, inclusive, lower);
    return bound.compareTo(MIN) < 0
        ? Long.MIN_VALUE
        : bound.compareTo(MAX) > 0 ? Long.MAX_VALUE : bound.longValueExact();
  }

  /** The outermost integer on the right side of a bound. */
  private static BigDecimal integer(String text, boolean inclusive, boolean lower) {
    BigDecimal number = decimal(text);
    BigDecimal whole = number.setScale(0, lower ? RoundingMode.CEILING : RoundingMode.FLOOR);
    boolean exact = whole.compareTo(number) == 0;
    BigDecimal step = inclusive || !exact ? BigDecimal.ZERO : BigDecimal.ONE;
    return lower ? whole.add(step) : whole.subtract(step);
  }

  /** A bound like 1e999999999 must not be expanded digit by digit. */
  private static BigDecimal decimal(String text) {
    double rough = Double.parseDouble(text);
    if (Double.isInfinite(rough) || rough == 0) {
      BigDecimal beyond = rough < 0 ? MIN.subtract(BigDecimal.TEN) : MAX.add(BigDecimal.TEN);
      return rough == 0 ? nearZero(text) : beyond;
    }
    return new BigDecimal(text);
  }

  /** Zero, or a fraction too small for a double, which no integer lies closer to than zero. */
  private static BigDecimal nearZero(String text) {
    String mantissa = text.split("[eE]", 2)[0];
    boolean zero = mantissa.chars().noneMatch(c -> c >= '1' && c <= '9');
    BigDecimal tiny = BigDecimal.valueOf(text.startsWith("-") ? -1 : 1, 1);
    return zero ? BigDecimal.ZERO : tiny;
  }

  private static boolean isBeyond(String text, boolean inclusive, boolean lower) {
    if (text.isEmpty()) {
      return false;
    }
    BigDecimal bound = integer(text, inclusive, lower);
    return lower ? bound.compareTo(MAX) > 0 : bound.compareTo(MIN) < 0;
  }

  boolean contains(NumberView numbers, int id) {
    return integral
        ? numbers.isLong(id) && contains(numbers.asLong(id))
        : contains(numbers.asDouble(id));
  }

  boolean contains(long value) {
    return value >= minLong && value <= maxLong;
  }

  /** False for NaN, which stands for "no number". */
  boolean contains(double value) {
    return (lowerInclusive ? value >= lower : value > lower)
        && (upperInclusive ? value <= upper : value < upper);
  }

  /** Whether no value between {@code min} and {@code max} (as doubles, so with slack) can be contained. */
  boolean excludes(double min, double max) {
    return Double.isNaN(min) || max < lower || min > upper;
  }
}
