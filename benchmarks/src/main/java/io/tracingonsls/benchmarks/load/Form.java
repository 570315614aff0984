// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.load;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A notation of a 64-bit number that always takes the same number of bytes, so that a number can be replaced in place. */
enum Form {
  /** Thrift's binary protocol and the byte strings of protobuf ids. */
  BIG_ENDIAN(8) {
    @Override
    void put(long value, byte[] bytes, int at) {
      BIG.set(bytes, at, value);
    }
  },
  /** Protobuf's fixed64. */
  LITTLE_ENDIAN(8) {
    @Override
    void put(long value, byte[] bytes, int at) {
      LITTLE.set(bytes, at, value);
    }
  },
  /** Sixteen lower-case digits. */
  HEX(16) {
    @Override
    void put(long value, byte[] bytes, int at) {
      long rest = value;
      for (int i = at + 15; i >= at; i--) {
        bytes[i] = (byte) Character.forDigit((int) (rest & 15), 16);
        rest >>>= 4;
      }
    }
  },
  /** A number of sixteen digits: microseconds of our days. */
  DECIMAL_16(16) {
    @Override
    void put(long value, byte[] bytes, int at) {
      decimal(value, bytes, at, 16);
    }
  },
  /** A number of nineteen digits: nanoseconds of our days. */
  DECIMAL_19(19) {
    @Override
    void put(long value, byte[] bytes, int at) {
      decimal(value, bytes, at, 19);
    }
  },
  /** Thrift's compact protocol, an id: as many bytes as any number needs; smaller ones are padded, which readers take. */
  ZIGZAG_10(10) {
    @Override
    void put(long value, byte[] bytes, int at) {
      varint((value << 1) ^ (value >> 63), bytes, at, 10);
    }
  },
  /** Thrift's compact protocol, microseconds of our days. */
  ZIGZAG_8(8) {
    @Override
    void put(long value, byte[] bytes, int at) {
      varint((value << 1) ^ (value >> 63), bytes, at, 8);
    }
  },
  /** The two fields of {@code google.protobuf.Timestamp}, given in nanoseconds. */
  TIMESTAMP(12) {
    @Override
    void put(long value, byte[] bytes, int at) {
      bytes[at] = 0x08;
      varint(value / 1_000_000_000, bytes, at + 1, 5);
      bytes[at + 6] = 0x10;
      varint(value % 1_000_000_000, bytes, at + 7, 5);
    }
  };

  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int length;

  Form(int length) {
    this.length = length;
  }

  int length() {
    return length;
  }

  /** Writes {@link #length()} bytes. */
  abstract void put(long value, byte[] bytes, int at);

  byte[] of(long value) {
    byte[] bytes = new byte[length];
    put(value, bytes, 0);
    return bytes;
  }

  private static void decimal(long value, byte[] bytes, int at, int digits) {
    long rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static void varint(long value, byte[] bytes, int at, int length) {
    long rest = value;
    for (int i = at; i < at + length - 1; i++) {
      bytes[i] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[at + length - 1] = (byte) rest;
  }
}
