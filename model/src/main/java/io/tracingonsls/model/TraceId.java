// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/** A 128-bit trace identifier; 64-bit ones have {@code high == 0}. Ordered as an unsigned number. */
public record TraceId(long high, long low) implements Comparable<TraceId> {
  /** The all-zero value, which no valid trace carries. */
  public static final TraceId ZERO = new TraceId(0, 0);

  /**
   * Parses 1 to 32 hex digits of either case, with or without left padding: {@code 1f} and {@code 0…01f} are one trace.
   *
   * @throws IllegalArgumentException if the text is empty, longer than 32 digits or not hexadecimal
   */
  public static TraceId parse(CharSequence text) {
    int length = text.length();
    if (length > 32) {
      throw new IllegalArgumentException("trace id: " + length + " digits (expected: at most 32)");
    }
    if (length <= 16) {
      return new TraceId(0, Hex.parse(text, 0, length));
    }
    return new TraceId(Hex.parse(text, 0, length - 16), Hex.parse(text, length - 16, length));
  }

  public boolean isZero() {
    return high == 0 && low == 0;
  }

  /** Always 32 lower-case digits: OTLP's and the row's spelling. */
  public String toHex32() {
    char[] digits = new char[32];
    Hex.write(high, digits, 0);
    Hex.write(low, digits, 16);
    return new String(digits);
  }

  /** 16 lower-case digits when the high half is zero, else 32: the spelling of Jaeger's JSON. */
  public String toJaegerHex() {
    return high == 0 ? Hex.format(low) : toHex32();
  }

  @Override
  public int compareTo(TraceId other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return toHex32();
  }
}
