// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A fast 64-bit hash of byte ranges: each eight-byte word is folded in by a 64x64 to 128-bit multiplication (the principle of
 * wyhash). With a secret seed it withstands crafted collisions well enough for tables; it is no cryptographic hash.
 */
public final class ByteHash {
  /** The seed of everything that is written to disk. Part of the file format. */
  public static final long FILE_SEED = 0x5851F42D4C957F2DL;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long K0 = 0x9E3779B97F4A7C15L;
  private static final long K1 = 0xD6E8FEB86659FD93L;

  private ByteHash() {}

  /** Hash of {@code length} bytes. */
  public static long hash(long seed, byte[] bytes, int offset, int length) {
    long h = seed ^ (length * K0);
    int end = offset + length;
    int i = offset;
    for (; i + 8 <= end; i += 8) {
      h = fold(h ^ (long) LONGS.get(bytes, i));
    }
    if (i < end) {
      long tail = length >= 8 ? (long) LONGS.get(bytes, end - 8) : partial(bytes, i, end);
      h = fold(h ^ tail);
    }
    return h ^ (h >>> 32);
  }

  private static long partial(byte[] bytes, int from, int end) {
    int length = end - from;
    if (length >= 4) {
      return ((int) INTS.get(bytes, from) & 0xFFFFFFFFL)
          | ((long) (int) INTS.get(bytes, end - 4) << 32);
    }
    return (bytes[from] & 0xFFL)
        | (bytes[from + length / 2] & 0xFFL) << 8
        | (bytes[end - 1] & 0xFFL) << 16;
  }

  private static long fold(long x) {
    return Math.multiplyHigh(x, K1) ^ (x * K1) ^ K0;
  }

  /** Whether two ranges hold the same bytes; made for short ones. */
  public static boolean equal(byte[] a, int aOffset, byte[] b, int bOffset, int length) {
    if (length >= 8) {
      int last = length - 8;
      for (int i = 0; i < last; i += 8) {
        if ((long) LONGS.get(a, aOffset + i) != (long) LONGS.get(b, bOffset + i)) {
          return false;
        }
      }
      return (long) LONGS.get(a, aOffset + last) == (long) LONGS.get(b, bOffset + last);
    }
    for (int i = 0; i < length; i++) {
      if (a[aOffset + i] != b[bOffset + i]) {
        return false;
      }
    }
    return true;
  }

  /** Writes eight bytes, little-endian. */
  public static void putLong(byte[] bytes, int offset, long value) {
    LONGS.set(bytes, offset, value);
  }

  /** Eight bytes, little-endian. */
  public static long longAt(byte[] bytes, int offset) {
    return (long) LONGS.get(bytes, offset);
  }
}
