// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The value of an attribute: one of OTLP's seven kinds, or empty. Immutable. */
public sealed interface AttributeValue {
  /** The value as Jaeger's search compares it: see {@link AttributeText}. Lists and maps read as JSON. */
  default String asText() {
    return AttributeText.of(this);
  }

  static AttributeValue of(String value) {
    return new StringValue(value);
  }

  static AttributeValue of(boolean value) {
    return value ? BoolValue.TRUE : BoolValue.FALSE;
  }

  static AttributeValue of(long value) {
    return new LongValue(value);
  }

  static AttributeValue of(double value) {
    return new DoubleValue(value);
  }

  static AttributeValue of(byte[] value) {
    return new BytesValue(value.clone());
  }

  /** Text. */
  record StringValue(String value) implements AttributeValue {}

  /** A truth value. */
  record BoolValue(boolean value) implements AttributeValue {
    static final BoolValue TRUE = new BoolValue(true);
    static final BoolValue FALSE = new BoolValue(false);
  }

  /** A 64-bit signed integer. */
  record LongValue(long value) implements AttributeValue {}

  /** A double; NaN equals NaN and 0.0 differs from -0.0, as {@link Double#equals} has it. */
  record DoubleValue(double value) implements AttributeValue {}

  /** An OTLP value of no kind, which is not the empty text. */
  record EmptyValue() implements AttributeValue {
    public static final EmptyValue INSTANCE = new EmptyValue();
  }

  /** An array; elements may be of different kinds. */
  record ListValue(List<AttributeValue> values) implements AttributeValue {
    public ListValue {
      values = List.copyOf(values);
    }
  }

  /** A nested key-value list. */
  record MapValue(Attributes entries) implements AttributeValue {}

  /** Binary. */
  final class BytesValue implements AttributeValue {
    private final byte[] bytes;

    /** Takes the array over: the caller must not change it afterwards. */
    private BytesValue(byte[] owned) {
      this.bytes = owned;
    }

    /** Wraps without a copy: the caller must not change the array afterwards. */
    public static BytesValue owning(byte[] bytes) {
      return new BytesValue(bytes);
    }

    public int length() {
      return bytes.length;
    }

    /** A copy. */
    public byte[] toByteArray() {
      return bytes.clone();
    }

    public String toBase64() {
      return Base64.getEncoder().encodeToString(bytes);
    }

    public String toHex() {
      return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BytesValue that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
      return "BytesValue[" + toHex() + "]";
    }
  }
}
