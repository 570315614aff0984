// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/**
 * The values of a column as numbers, indexed by value id. A value is a long when it is a decimal integer with optional sign
 * that fits 64 bits; a double when it is a long or a decimal number with optional fraction and exponent. No blanks, no hex, no
 * {@code NaN}, no {@code Infinity}.
 */
public interface NumberView {
  /** Whether the value is a long. */
  boolean isLong(int id);

  /** The value as long; 0 when {@link #isLong} is false. */
  long asLong(int id);

  /** The value as double; {@code NaN} when it is no number. */
  double asDouble(int id);

  /** Smallest {@link #asDouble} over all values; {@code NaN} when no value is a number. Known without reading values. */
  double min();

  /** Largest {@link #asDouble} over all values; {@code NaN} when no value is a number. */
  double max();

  /** Whether every value is a long. */
  boolean allLongs();
}
