// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.bytes.ByteHash;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Distinct byte strings, numbered in order of appearance.
 *
 * <p>One thread adds. Other threads read through a {@link View} that the adding thread made and published safely. A view keeps
 * seeing exactly its values although the arrays are shared, because what it can reach is never changed: values and addresses are
 * only appended and arrays that grow are copied. The hash table is the exception, it is updated in place; a view reads its slots
 * racily and ignores addresses beyond its last value. Slots of a view's own values were written before it was published.
 *
 * <p>A value is stored behind its number and length, so that finding it touches two places of memory only: a slot of the table and the
 * value.
 */
public final class ByteDictionary {
  private static final int CHUNK_BYTES = 1 << 16;

  /** Number and length, before each value. */
  private static final int HEAD_BYTES = Long.BYTES;

  private static final int FIRST_CHUNK_BYTES = 256;
  private static final int EARLY_SHARE = 8;
  private static final int MARGIN_SHARE = 16;
  private static final long HASH_BITS = 0xFFFFFFFF00000000L;

  /** In place of a hash: the value before. Not among {@link #HASH_BITS}. */
  private static final long SAME = 1;

  /** Differs per process so that nobody can prepare colliding values. */
  private static final long SEED = new SecureRandom().nextLong();

  /** Upper half the value's hash, lower half its address plus one; 0 is free. */
  private long[] table = new long[16];

  /** Addresses by number. */
  private int[] addresses = new int[8];

  private byte[][] chunks = {new byte[FIRST_CHUNK_BYTES]};
  private int chunkCount = 1;
  private int tail;
  private int size;
  private int maxLength;
  private int lastAddress;
  private long heapBytes = 256 + FIRST_CHUNK_BYTES;
  private final int expected;

  /** Of unknown size. */
  public ByteDictionary() {
    this(0);
  }

  /**
   * With the number of values that there will probably be. Once an eighth of them has come, tables grow to it at once: a wrong guess then
   * costs little, and a right one saves most of the work of growing.
   */
  public ByteDictionary(int expected) {
    this.expected = expected;
  }

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
    int again = size > 0 ? idAt(lastAddress, bytes, offset, length) : -1;
    if (again >= 0) {
      return again;
    }
    return add(ByteHash.hash(SEED, bytes, offset, length) & HASH_BITS, bytes, offset, length);
  }

  /**
   * Numbers of many values at once, written to the start of {@code ids}. Each step is done for all values before the next, which lets
   * the processor wait for several cache lines at the same time: of the table, of the places, of the bytes. {@code hashes} is room.
   */
  public void add(byte[] bytes, int[] offsets, int[] lengths, int count, int[] ids, long[] hashes) {
    for (int i = 0; i < count; i++) {
      boolean again = i > 0
          && lengths[i] == lengths[i - 1]
          && ByteHash.equal(bytes, offsets[i], bytes, offsets[i - 1], lengths[i]);
      hashes[i] = again ? SAME : ByteHash.hash(SEED, bytes, offsets[i], lengths[i]) & HASH_BITS;
    }
    guess(hashes, count, ids);
    for (int i = 0; i < count; i++) {
      int address = ids[i] - 1;
      ids[i] = ids[i] == 0 ? -1 : idAt(address, bytes, offsets[i], lengths[i]);
    }
    for (int i = 0; i < count; i++) {
      if (hashes[i] == SAME) {
        ids[i] = ids[i - 1];
      } else if (ids[i] < 0) {
        ids[i] = add(hashes[i], bytes, offsets[i], lengths[i]);
      }
    }
  }

  /** The lower half of the first slot of each hash, or 0 when that holds another hash or none. */
  private void guess(long[] hashes, int count, int[] ids) {
    int mask = table.length - 1;
    for (int i = 0; i < count; i++) {
      long entry = table[slot(hashes[i], mask)];
      ids[i] = (entry & HASH_BITS) == hashes[i] ? (int) entry : 0;
    }
  }

  private int add(long hash, byte[] bytes, int offset, int length) {
    int mask = table.length - 1;
    int slot = slot(hash, mask);
    while (table[slot] != 0) {
      long entry = table[slot];
      int id = (entry & HASH_BITS) == hash ? idAt((int) entry - 1, bytes, offset, length) : -1;
      if (id >= 0) {
        lastAddress = (int) entry - 1;
        return id;
      }
      slot = (slot + 1) & mask;
    }
    return insert(slot, hash, bytes, offset, length);
  }

  private static int slot(long hash, int mask) {
    return (int) (hash >>> 32) & mask;
  }

  /** Number of the value at an address, or -1 when it is another value than the given. */
  private int idAt(int address, byte[] bytes, int offset, int length) {
    byte[] chunk = chunks[address >>> 16];
    int start = address & 0xFFFF;
    long head = ByteHash.longAt(chunk, start);
    boolean same = (int) (head >>> 32) == length
        && ByteHash.equal(chunk, start + HEAD_BYTES, bytes, offset, length);
    return same ? (int) head : -1;
  }

  private int insert(int slot, long hash, byte[] bytes, int offset, int length) {
    int address = store(bytes, offset, length);
    if (size == addresses.length) {
      addresses = Arrays.copyOf(addresses, room(size) > size ? room(size) : size * 2);
      heapBytes += 4L * (addresses.length - size);
    }
    addresses[size] = address;
    lastAddress = address;
    maxLength = Math.max(maxLength, length);
    table[slot] = hash | (address + 1 & 0xFFFFFFFFL);
    size++;
    if (size * 8L > table.length * 5L) {
      growTable();
    }
    return size - 1;
  }

  /** Number of values to make room for at least when there are so many. */
  private int room(int count) {
    boolean near = count < expected && count >= expected / EARLY_SHARE;
    return near ? expected + expected / MARGIN_SHARE : count;
  }

  private void growTable() {
    int length = table.length * 2;
    while (length * 5L < room(size + 1) * 8L) {
      length *= 2;
    }
    long[] larger = new long[length];
    int mask = larger.length - 1;
    for (long entry : table) {
      if (entry != 0) {
        int slot = slot(entry, mask);
        while (larger[slot] != 0) {
          slot = (slot + 1) & mask;
        }
        larger[slot] = entry;
      }
    }
    heapBytes += 8L * (larger.length - table.length);
    table = larger;
  }

  /** Address of the stored copy: number of the chunk and offset in it, 16 bits. */
  private int store(byte[] bytes, int offset, int length) {
    if (length > CHUNK_BYTES / 4) {
      return storeAlone(bytes, offset, length);
    }
    int needed = HEAD_BYTES + length;
    if (tail + needed > Math.min(CHUNK_BYTES, chunks[chunkCount - 1].length)) {
      if (chunkCount == 1 && chunks[0].length < CHUNK_BYTES) {
        growFirst(needed);
      } else {
        startChunk();
      }
    }
    put(chunks[chunkCount - 1], tail, bytes, offset, length);
    int address = (chunkCount - 1) << 16 | tail;
    tail += needed;
    return address;
  }

  private void put(byte[] chunk, int start, byte[] bytes, int offset, int length) {
    ByteHash.putLong(chunk, start, (long) length << 32 | size);
    System.arraycopy(bytes, offset, chunk, start + HEAD_BYTES, length);
  }

  private void growFirst(int needed) {
    int grown = chunks[0].length;
    while (grown < tail + needed && grown < CHUNK_BYTES) {
      grown *= 2;
    }
    heapBytes += grown - chunks[0].length;
    byte[][] copy = chunks.clone();
    copy[0] = Arrays.copyOf(chunks[0], grown);
    chunks = copy;
    if (tail + needed > grown) {
      startChunk();
    }
  }

  private void startChunk() {
    append(new byte[CHUNK_BYTES]);
    tail = 0;
  }

  private int storeAlone(byte[] bytes, int offset, int length) {
    append(new byte[HEAD_BYTES + length]);
    put(chunks[chunkCount - 1], 0, bytes, offset, length);
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
    private final long[] table;
    private final int[] addresses;
    private final byte[][] chunks;

    /** First address that is none of a value of this view. */
    private final int end;

    private final int size;
    private final int maxLength;

    private View(ByteDictionary dictionary) {
      table = dictionary.table;
      addresses = dictionary.addresses;
      chunks = dictionary.chunks;
      end = ((dictionary.chunkCount - 1) << 16) + dictionary.tail;
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
      long hash = ByteHash.hash(SEED, bytes, 0, bytes.length) & HASH_BITS;
      int mask = table.length - 1;
      int slot = slot(hash, mask);
      for (int probes = 0; probes <= mask; probes++) {
        long entry = table[slot];
        if (entry == 0) {
          return -1;
        }
        int address = (int) entry - 1;
        boolean mine = Integer.compareUnsigned(address, end) < 0;
        if (mine && (entry & HASH_BITS) == hash && is(address, bytes)) {
          return (int) head(address);
        }
        slot = (slot + 1) & mask;
      }
      return -1;
    }

    private boolean is(int address, byte[] bytes) {
      int start = (address & 0xFFFF) + HEAD_BYTES;
      byte[] chunk = chunks[address >>> 16];
      return (int) (head(address) >>> 32) == bytes.length
          && Arrays.equals(chunk, start, start + bytes.length, bytes, 0, bytes.length);
    }

    private long head(int address) {
      return ByteHash.longAt(chunks[address >>> 16], address & 0xFFFF);
    }

    private byte[] chunk(int id) {
      return chunks[addresses[id] >>> 16];
    }

    private int start(int id) {
      return (addresses[id] & 0xFFFF) + HEAD_BYTES;
    }

    /** Length of a value. */
    public int length(int id) {
      return (int) (head(addresses[check(id)]) >>> 32);
    }

    /** Copies a value and returns its length. */
    public int copy(int id, byte[] out, int offset) {
      int length = length(id);
      System.arraycopy(chunk(id), start(id), out, offset, length);
      return length;
    }

    /** A copy of a value. */
    public byte[] bytes(int id) {
      int length = length(id);
      return Arrays.copyOfRange(chunk(id), start(id), start(id) + length);
    }

    private int check(int id) {
      if (id < 0 || id >= size) {
        throw new IndexOutOfBoundsException("value id: " + id + " (expected: below " + size + ")");
      }
      return id;
    }
  }
}
