// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decoded parts of segment files, bounded by the bytes they hold. Once it is full, an entry takes the place of those not used for longest
 * only if it was itself wanted more recently than they were: the rule of LIRS (Jiang and Zhang, "LIRS: An Efficient Low
 * Inter-reference Recency Set Replacement Policy"). Time is counted in bytes that had to be loaded. So a scan of more than fits,
 * repeated, keeps finding the part that is here, where dropping the oldest for each would find nothing; and what is used again and
 * again enters at the second time, whatever was used before it. Queries keep what they use alive themselves, so nothing is dropped
 * under them. Two threads that miss the same entry at once both load it: cheaper than a lock that nested loads could deadlock on.
 * Thread-safe.
 */
public final class ByteCache {
  private static final long ENTRY_OVERHEAD = 200;

  /** What was not used while so many times the cache was loaded gives way to anything. */
  private static final long DEAD_AFTER_CACHES = 4;

  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(256, 0.75f, true);
  private final MissTimes wanted = new MissTimes();
  private long bytes;
  private long loadedBytes;

  /** Holds about {@code maxBytes} at most. */
  public ByteCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Bytes held. */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  <T extends Weighed> T get(Key key, Class<T> type, Loader<T> loader) {
    Weighed known = find(key);
    if (known != null) {
      return type.cast(known);
    }
    T loaded = loader.load();
    put(key, loaded, loaded.heapBytes() + ENTRY_OVERHEAD);
    return loaded;
  }

  private @Nullable Weighed find(Key key) {
    lock.lock();
    try {
      Entry entry = entries.get(key);
      if (entry == null) {
        return null;
      }
      entry.usedAt = loadedBytes;
      return entry.value;
    } finally {
      lock.unlock();
    }
  }

  private void put(Key key, Weighed value, long size) {
    if (size > maxBytes / 2) {
      return;
    }
    lock.lock();
    try {
      loadedBytes += size;
      long hash = key.hash();
      long idle = wanted.since(hash, loadedBytes, DEAD_AFTER_CACHES * maxBytes);
      wanted.note(hash, loadedBytes);
      if (!entries.containsKey(key) && makeRoom(bytes + size - maxBytes, idle)) {
        entries.put(key, new Entry(value, size, loadedBytes));
        bytes += size;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops the entries not used for longest, if all of them were idle for longer than given; else none. */
  private boolean makeRoom(long needed, long idle) {
    long free = 0;
    int count = 0;
    Iterator<Entry> oldest = entries.values().iterator();
    while (free < needed && oldest.hasNext()) {
      Entry entry = oldest.next();
      if (loadedBytes - entry.usedAt <= idle) {
        return false;
      }
      free += entry.size;
      count++;
    }
    bytes -= free;
    Iterator<Map.Entry<Key, Entry>> dropped = entries.entrySet().iterator();
    for (int i = 0; i < count; i++) {
      Map.Entry<Key, Entry> entry = dropped.next();
      wanted.note(entry.getKey().hash(), entry.getValue().usedAt);
      dropped.remove();
    }
    return true;
  }

  /** Drops everything of a segment. */
  void forget(long segmentNumber) {
    lock.lock();
    try {
      Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<Key, Entry> entry = all.next();
        if (entry.getKey().segment() == segmentNumber) {
          bytes -= entry.getValue().size;
          all.remove();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Names an entry.
   *
   * @param segment number of the segment in this process
   * @param column number of the column in its directory, or -1
   * @param part what of it
   * @param name what, of things that queries derived; else empty
   */
  record Key(long segment, int column, int part, String name) {
    Key(long segment, int column, int part) {
      this(segment, column, part, "");
    }

    /** Neighbours among columns and parts get far-apart hashes. */
    private long hash() {
      long x = segment * 0x9E3779B97F4A7C15L + column * 0xC2B2AE3D27D4EB4FL + part;
      x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L + name.hashCode();
      x = (x ^ (x >>> 32)) * 0xD6E8FEB86659FD93L;
      return x ^ (x >>> 32);
    }

    @Override
    public int hashCode() {
      return (int) hash();
    }
  }

  private static final class Entry {
    private final Weighed value;
    private final long size;
    private long usedAt;

    private Entry(Weighed value, long size, long usedAt) {
      this.value = value;
      this.size = size;
      this.usedAt = usedAt;
    }
  }

  /** Makes an entry. */
  @FunctionalInterface
  interface Loader<T> {
    T load();
  }

  /** A decoded part that knows its size. */
  interface Weighed {
    /** Memory held in bytes, roughly. */
    long heapBytes();
  }
}
