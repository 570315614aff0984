// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;

/**
 * A Bloom filter whose bits for one key lie in one block of 512 bits (a cache line), after Putze, Sanders and Singler, "Cache-,
 * Hash- and Space-Efficient Bloom Filters". Ten bits per key and six probes give about 1.2 % false positives. Immutable once
 * read; the block is chosen by the upper half of the key's 64-bit hash, the probes by nine bits each of a remix.
 */
final class BloomFilter {
  private static final int BITS_PER_KEY = 10;
  private static final int WORDS_PER_BLOCK = 8;
  private static final int PROBES = 6;

  private final long[] words;

  private BloomFilter(long[] words) {
    this.words = words;
  }

  static BloomFilter forKeys(int keys) {
    long blocks = Math.max(1, ((long) keys * BITS_PER_KEY + 511) / 512);
    return new BloomFilter(new long[(int) (blocks * WORDS_PER_BLOCK)]);
  }

  static long hash(byte[] bytes, int offset, int length) {
    return ByteHash.hash(ByteHash.FILE_SEED, bytes, offset, length);
  }

  void add(long hash) {
    int block = block(hash);
    long probes = remix(hash);
    for (int i = 0; i < PROBES; i++) {
      int bit = (int) (probes >>> (9 * i)) & 511;
      words[block + (bit >>> 6)] |= 1L << (bit & 63);
    }
  }

  boolean mayContain(long hash) {
    int block = block(hash);
    long probes = remix(hash);
    for (int i = 0; i < PROBES; i++) {
      int bit = (int) (probes >>> (9 * i)) & 511;
      if ((words[block + (bit >>> 6)] & (1L << (bit & 63))) == 0) {
        return false;
      }
    }
    return true;
  }

  private int block(long hash) {
    long blocks = words.length / WORDS_PER_BLOCK;
    return (int) (((hash >>> 32) * blocks) >>> 32) * WORDS_PER_BLOCK;
  }

  private static long remix(long hash) {
    long x = hash * 0x9FB21C651E98DF25L;
    return x ^ (x >>> 28);
  }

  long heapBytes() {
    return 32 + words.length * 8L;
  }

  void write(ByteSink out) {
    out.varint(words.length);
    for (long word : words) {
      out.fixed64(word);
    }
  }

  static BloomFilter read(ByteSource in) {
    int count = in.count(in.remaining() / 8);
    if (count == 0 || count % WORDS_PER_BLOCK != 0) {
      throw new MalformedBytesException("filter: " + count + " words");
    }
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = in.fixed64();
    }
    return new BloomFilter(words);
  }
}
