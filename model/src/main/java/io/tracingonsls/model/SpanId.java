// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/** A 64-bit span identifier; zero means "none". Ordered as an unsigned number. */
public record SpanId(long value) implements Comparable<SpanId> {
  /** "No span": the parent of a root. */
  public static final SpanId ZERO = new SpanId(0);

  /**
   * Parses 1 to 16 hex digits of either case.
   *
   * @throws IllegalArgumentException if the text is empty, longer than 16 digits or not hexadecimal
   */
  public static SpanId parse(CharSequence text) {
    if (text.length() > 16) {
      throw new IllegalArgumentException(
          "span id: " + text.length() + " digits (expected: at most 16)");
    }
    return new SpanId(Hex.parse(text, 0, text.length()));
  }

  public boolean isZero() {
    return value == 0;
  }

  /** Always 16 lower-case digits. */
  public String toHex() {
    return Hex.format(value);
  }

  /** The same as 16 characters from {@code at}. */
  public void putHex(char[] target, int at) {
    Hex.write(value, target, at);
  }

  @Override
  public int compareTo(SpanId other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
