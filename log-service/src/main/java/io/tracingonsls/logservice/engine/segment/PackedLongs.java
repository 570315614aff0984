// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;

/** Numbers in blocks of 1024, each with a base and as many bits per number as the block's range needs. Immutable. */
final class PackedLongs {
  private static final int SHIFT = 10;
  private static final int BLOCK = 1 << SHIFT;

  private final int count;
  private final long[] bases;
  private final byte[] widths;
  private final int[] firstWords;
  private final long[] words;

  private PackedLongs(int count, long[] bases, byte[] widths, int[] firstWords, long[] words) {
    this.count = count;
    this.bases = bases;
    this.widths = widths;
    this.firstWords = firstWords;
    this.words = words;
  }

  int count() {
    return count;
  }

  long heapBytes() {
    return 64 + bases.length * 13L + words.length * 8L;
  }

  long get(int index) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException("index: " + index + " (expected: below " + count + ")");
    }
    int block = index >>> SHIFT;
    int width = widths[block];
    if (width == 0) {
      return bases[block];
    }
    long bit = (long) (index & (BLOCK - 1)) * width;
    int word = firstWords[block] + (int) (bit >>> 6);
    int shift = (int) bit & 63;
    long value = words[word] >>> shift;
    if (shift + width > 64) {
      value |= words[word + 1] << (64 - shift);
    }
    return bases[block] + (width == 64 ? value : value & ((1L << width) - 1));
  }

  /** Copies numbers. */
  void get(int from, int length, long[] out) {
    for (int i = 0; i < length; i++) {
      out[i] = get(from + i);
    }
  }

  /** Index of the first number {@code >= value}, if the numbers never decrease. */
  int firstAtOrAfter(long value) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (get(middle) < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static void write(long[] values, int count, ByteSink out) {
    out.varint(count);
    int blocks = (count + BLOCK - 1) >>> SHIFT;
    long[] bases = new long[blocks];
    int[] widths = new int[blocks];
    for (int b = 0; b < blocks; b++) {
      int end = Math.min(count, (b + 1) << SHIFT);
      long min = Long.MAX_VALUE;
      long max = Long.MIN_VALUE;
      for (int i = b << SHIFT; i < end; i++) {
        min = Math.min(min, values[i]);
        max = Math.max(max, values[i]);
      }
      bases[b] = min;
      widths[b] = 64 - Long.numberOfLeadingZeros(max - min);
      out.zigzag(min);
      out.put(widths[b]);
    }
    for (int b = 0; b < blocks; b++) {
      writeBlock(values, b << SHIFT, Math.min(count, (b + 1) << SHIFT), bases[b], widths[b], out);
    }
  }

  private static void writeBlock(
      long[] values, int from, int to, long base, int width, ByteSink out) {
    if (width == 0) {
      return;
    }
    long word = 0;
    int used = 0;
    for (int i = from; i < to; i++) {
      long value = values[i] - base;
      word |= value << used;
      used += width;
      if (used >= 64) {
        out.fixed64(word);
        used -= 64;
        word = used == 0 ? 0 : value >>> (width - used);
      }
    }
    if (used > 0) {
      out.fixed64(word);
    }
  }

  static PackedLongs read(ByteSource in) {
    int count = in.count(1 << 28);
    int blocks = (count + BLOCK - 1) >>> SHIFT;
    if (blocks > in.remaining()) {
      throw new MalformedBytesException("packed numbers: more blocks than bytes");
    }
    long[] bases = new long[blocks];
    byte[] widths = new byte[blocks];
    int[] firstWords = new int[blocks];
    long total = 0;
    for (int b = 0; b < blocks; b++) {
      bases[b] = in.zigzag();
      int width = in.get();
      if (width > 64) {
        throw new MalformedBytesException("packed numbers: width " + width);
      }
      widths[b] = (byte) width;
      firstWords[b] = (int) total;
      int length = Math.min(BLOCK, count - (b << SHIFT));
      total += ((long) length * width + 63) >>> 6;
    }
    if (total * 8 > in.remaining()) {
      throw new MalformedBytesException("packed numbers: truncated");
    }
    long[] words = new long[(int) total];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.fixed64();
    }
    return new PackedLongs(count, bases, widths, firstWords, words);
  }
}
