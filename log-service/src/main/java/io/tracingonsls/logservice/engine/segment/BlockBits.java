// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;

/** Appends numbers of a few bits each, the lowest bit first, and ends at a whole byte. Not thread-safe. */
final class BlockBits {
  private final ByteSink out;
  private long pending;
  private int used;

  BlockBits(ByteSink out) {
    this.out = out;
  }

  /** The lower {@code width} bits, at most 32; the others must be 0. */
  void put(long value, int width) {
    pending |= value << used;
    used += width;
    while (used >= Byte.SIZE) {
      out.put((int) pending);
      pending >>>= Byte.SIZE;
      used -= Byte.SIZE;
    }
  }

  /** So many zeros and a one. */
  void unary(int zeros) {
    int left = zeros;
    for (; left >= Integer.SIZE; left -= Integer.SIZE) {
      put(0, Integer.SIZE);
    }
    put(1L << left, left + 1);
  }

  /** Fills the last byte with zeros. */
  void end() {
    if (used > 0) {
      out.put((int) pending);
    }
    pending = 0;
    used = 0;
  }
}
