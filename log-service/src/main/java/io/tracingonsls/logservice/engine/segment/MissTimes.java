// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

/**
 * When entries that a cache does not hold were last wanted, for as many as a fixed table remembers: a newcomer takes the place of what
 * falls on the same slot. A wrong answer, one time in sixteen million, costs a wrong guess about what to keep. Not thread-safe.
 */
final class MissTimes {
  private static final int SLOTS = 1 << 15;
  private static final int TIME_BITS = 40;
  private static final int UNIT_BITS = 10;
  private static final long TIME_MASK = (1L << TIME_BITS) - 1;

  private final long[] slots = new long[SLOTS];

  /** Notes that an entry was wanted at a time. */
  void note(long hash, long time) {
    slots[slot(hash)] = (hash & ~TIME_MASK) | (((time >>> UNIT_BITS) + 1) & TIME_MASK);
  }

  /** How long ago that was, to the next smaller kilobyte; or {@code otherwise} when it is not known. */
  long since(long hash, long now, long otherwise) {
    long slot = slots[slot(hash)];
    long time = slot & TIME_MASK;
    boolean known = time != 0 && (slot & ~TIME_MASK) == (hash & ~TIME_MASK);
    return known ? now - ((time - 1) << UNIT_BITS) : otherwise;
  }

  private static int slot(long hash) {
    return (int) hash & (SLOTS - 1);
  }
}
