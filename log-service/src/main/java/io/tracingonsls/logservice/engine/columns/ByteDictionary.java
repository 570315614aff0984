// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Distinct byte strings, numbered in order of appearance.
 *
 * <p>One thread adds. Other threads read through a {@link View} that the adding thread made and published safely. A view keeps
 * seeing exactly its values although the arrays are shared, because what it can reach is never changed: bytes, addresses and
 * lengths are only appended and arrays that grow are copied. The hash table is the exception, it is updated in place; a view
 * reads its slots racily and ignores numbers beyond its size. Slots of a view's own values were written before it was published.
 */
public final class ByteDictionary {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int FIRST_CHUNK_BYTES = 256;
  /** Differs per process so that nobody can prepare colliding values. */
  private static final long SEED = new SecureRandom().nextLong();

  private int[] table = new int[16];
  private int[] hashes = new int[8];
  private int[] addresses = new int[8];
  private int[] lengths = new int[8];
  private byte[][] chunks = {new byte[FIRST_CHUNK_BYTES]};
  private int chunkCount = 1;
  private int tail;
  private int size;
  private int maxLength;
  private long heapBytes = 256 + FIRST_CHUNK_BYTES;

  /** Number of values. */
  public int size() {
    return size;
  }

  /** Estimate of the memory held. */
  public long heapBytes() {
    return heapBytes;
  }

  /** The number of the value, which is added when new. */
  public int add(byte[] bytes, int offset, int length) {
    int hash = (int) ByteHash.hash(SEED, bytes, offset, length);
    int mask = table.length - 1;
    int slot = hash & mask;
    while (table[slot] != 0) {
      int id = table[slot] - 1;
      if (hashes[id] == hash && lengths[id] == length && equal(id, bytes, offset, length)) {
        return id;
      }
      slot = (slot + 1) & mask;
    }
    return insert(slot, hash, bytes, offset, length);
  }

  private boolean equal(int id, byte[] bytes, int offset, int length) {
    byte[] chunk = chunks[addresses[id] >>> 16];
    int start = addresses[id] & 0xFFFF;
    return Arrays.equals(chunk, start, start + length, bytes, offset, offset + length);
  }

  private int insert(int slot, int hash, byte[] bytes, int offset, int length) {
    int address = store(bytes, offset, length);
    if (size == lengths.length) {
      growValues();
    }
    hashes[size] = hash;
    addresses[size] = address;
    lengths[size] = length;
    maxLength = Math.max(maxLength, length);
    table[slot] = size + 1;
    size++;
    if (size * 2 > table.length) {
      growTable();
    }
    return size - 1;
  }

  private void growValues() {
    int capacity = size * 2;
    hashes = Arrays.copyOf(hashes, capacity);
    addresses = Arrays.copyOf(addresses, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    heapBytes += 12L * size;
  }

  private void growTable() {
    int[] larger = new int[table.length * 2];
    int mask = larger.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = hashes[id] & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = id + 1;
    }
    heapBytes += 4L * table.length;
    table = larger;
  }

  /** Address of the stored copy: number of the chunk and offset in it, 16 bits. */
  private int store(byte[] bytes, int offset, int length) {
    if (length > CHUNK_BYTES / 4) {
      return storeAlone(bytes, offset, length);
    }
    int last = chunkCount - 1;
    if (tail + length > chunks[last].length) {
      if (last == 0 && chunks[0].length < CHUNK_BYTES) {
        growFirst(length);
      } else {
        startChunk();
        last = chunkCount - 1;
      }
    }
    System.arraycopy(bytes, offset, chunks[last], tail, length);
    int address = last << 16 | tail;
    tail += length;
    return address;
  }

  private void growFirst(int length) {
    int grown = chunks[0].length;
    while (grown < tail + length && grown < CHUNK_BYTES) {
      grown *= 2;
    }
    heapBytes += grown - chunks[0].length;
    byte[][] copy = chunks.clone();
    copy[0] = Arrays.copyOf(chunks[0], grown);
    chunks = copy;
    if (tail + length > grown) {
      startChunk();
    }
  }

  private void startChunk() {
    append(new byte[CHUNK_BYTES]);
    tail = 0;
  }

  private int storeAlone(byte[] bytes, int offset, int length) {
    append(Arrays.copyOfRange(bytes, offset, offset + length));
    int address = (chunkCount - 1) << 16;
    tail = CHUNK_BYTES;
    return address;
  }

  private void append(byte[] chunk) {
    if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(4, chunkCount * 2));
    }
    chunks[chunkCount++] = chunk;
    heapBytes += chunk.length;
  }

  /** The values so far. To be published safely by the caller. */
  public View view() {
    return new View(this);
  }

  /** A fixed set of values, readable from any thread. */
  public static final class View {
    private final int[] table;
    private final int[] addresses;
    private final int[] lengths;
    private final byte[][] chunks;
    private final int size;
    private final int maxLength;

    private View(ByteDictionary dictionary) {
      table = dictionary.table;
      addresses = dictionary.addresses;
      lengths = dictionary.lengths;
      chunks = dictionary.chunks;
      size = dictionary.size;
      maxLength = dictionary.maxLength;
    }

    /** Number of values. */
    public int size() {
      return size;
    }

    /** Length of the longest value. */
    public int maxLength() {
      return maxLength;
    }

    /** Number of the value, or -1. */
    public int find(byte[] bytes) {
      int hash = (int) ByteHash.hash(SEED, bytes, 0, bytes.length);
      int mask = table.length - 1;
      int slot = hash & mask;
      for (int probes = 0; probes <= mask; probes++) {
        int id = table[slot] - 1;
        if (id < 0) {
          return -1;
        }
        if (id < size && lengths[id] == bytes.length && equal(id, bytes)) {
          return id;
        }
        slot = (slot + 1) & mask;
      }
      return -1;
    }

    private boolean equal(int id, byte[] bytes) {
      byte[] chunk = chunks[addresses[id] >>> 16];
      int start = addresses[id] & 0xFFFF;
      return Arrays.equals(chunk, start, start + bytes.length, bytes, 0, bytes.length);
    }

    /** Length of a value. */
    public int length(int id) {
      return lengths[check(id)];
    }

    /** Copies a value and returns its length. */
    public int copy(int id, byte[] out, int offset) {
      int length = lengths[check(id)];
      System.arraycopy(chunks[addresses[id] >>> 16], addresses[id] & 0xFFFF, out, offset, length);
      return length;
    }

    /** A copy of a value. */
    public byte[] bytes(int id) {
      int start = addresses[check(id)] & 0xFFFF;
      return Arrays.copyOfRange(chunks[addresses[id] >>> 16], start, start + lengths[id]);
    }

    private int check(int id) {
      if (id < 0 || id >= size) {
        throw new IndexOutOfBoundsException("value id: " + id + " (expected: below " + size + ")");
      }
      return id;
    }
  }
}
