// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

/**
 * Between which bounds the values of a bigint expression lie, NULLs aside. Bounds are doubles and rounded outwards, since doubles do not
 * hold every long: a value outside is impossible, one inside is not certain to occur.
 *
 * @param least more than {@code most} when there is no value at all
 */
public record ValueRange(double least, double most) {
  /** Only NULLs. */
  public static final ValueRange NONE =
      new ValueRange(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /** A range that holds both bounds. */
  public static ValueRange between(double least, double most) {
    return new ValueRange(Math.nextDown(least), Math.nextUp(most));
  }

  private boolean isNone() {
    return least > most;
  }

  ValueRange or(ValueRange other) {
    return new ValueRange(Math.min(least, other.least), Math.max(most, other.most));
  }

  ValueRange plus(ValueRange other) {
    return isNone() || other.isNone() ? NONE : between(least + other.least, most + other.most);
  }

  ValueRange minus(ValueRange other) {
    return isNone() || other.isNone() ? NONE : between(least - other.most, most - other.least);
  }

  ValueRange times(ValueRange other) {
    if (isNone() || other.isNone()) {
      return NONE;
    }
    double a = least * other.least;
    double b = least * other.most;
    double c = most * other.least;
    double d = most * other.most;
    return between(
        Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
  }

  /** Of whole quotients by a positive number. */
  ValueRange dividedBy(long divisor) {
    return isNone() ? NONE : between(Math.floor(least / divisor), Math.ceil(most / divisor));
  }
}
