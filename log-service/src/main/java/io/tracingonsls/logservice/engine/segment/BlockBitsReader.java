// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;

/** Reads what {@link BlockBits} wrote. Not thread-safe. */
final class BlockBitsReader {
  private final ByteSource in;
  private long pending;
  private int left;

  BlockBitsReader(ByteSource in) {
    this.in = in;
  }

  /** The next {@code width} bits, at most 32. */
  int get(int width) {
    while (left < width) {
      pending |= (long) in.get() << left;
      left += Byte.SIZE;
    }
    int value = (int) (pending & ((1L << width) - 1));
    pending >>>= width;
    left -= width;
    return value;
  }

  /** The number of zeros before the next one, which must not be more than {@code max}. */
  int unary(int max) {
    int zeros = 0;
    while (true) {
      if (pending != 0) {
        int more = Long.numberOfTrailingZeros(pending);
        zeros += more;
        pending >>>= more + 1;
        left -= more + 1;
        return checked(zeros, max);
      }
      zeros = checked(zeros + left, max);
      pending = in.get();
      left = Byte.SIZE;
    }
  }

  private static int checked(int zeros, int max) {
    if (zeros > max) {
      throw new MalformedBytesException("cells: a row beyond the block");
    }
    return zeros;
  }

  /** Leaves the rest of the byte. */
  void end() {
    pending = 0;
    left = 0;
  }
}
