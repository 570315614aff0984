// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decoded parts of segment files, bounded by the bytes they hold. Once it is full, an entry must be missed {@value #MISSES_TO_ENTER}
 * times, on average, to take the place of those not used for longest: a scan of more than fits, repeated, then finds most of it here,
 * where dropping the oldest for each would find nothing. Queries keep what they use alive themselves, so nothing is dropped under them. Two threads that miss the same entry at once both load it: cheaper
 * than a lock that nested loads could deadlock on. Thread-safe.
 */
public final class ByteCache {
  private static final long ENTRY_OVERHEAD = 200;
  private static final int MISSES_TO_ENTER = 8;

  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(256, 0.75f, true);
  private long bytes;
  private int refused;

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
    Entry entry = find(key);
    if (entry != null) {
      return type.cast(entry.value());
    }
    T loaded = loader.load();
    put(key, new Entry(loaded, loaded.heapBytes() + ENTRY_OVERHEAD));
    return loaded;
  }

  private @Nullable Entry find(Key key) {
    lock.lock();
    try {
      return entries.get(key);
    } finally {
      lock.unlock();
    }
  }

  private void put(Key key, Entry entry) {
    if (entry.bytes() > maxBytes / 2) {
      return;
    }
    lock.lock();
    try {
      if (bytes + entry.bytes() > maxBytes && ++refused % MISSES_TO_ENTER != 0) {
        return;
      }
      Entry old = entries.put(key, entry);
      bytes += entry.bytes() - (old == null ? 0 : old.bytes());
      Iterator<Map.Entry<Key, Entry>> oldest = entries.entrySet().iterator();
      while (bytes > maxBytes && oldest.hasNext()) {
        bytes -= oldest.next().getValue().bytes();
        oldest.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops everything of a segment. */
  void forget(long segmentNumber) {
    lock.lock();
    try {
      Iterator<Map.Entry<Key, Entry>> all = entries.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<Key, Entry> entry = all.next();
        if (entry.getKey().segment() == segmentNumber) {
          bytes -= entry.getValue().bytes();
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
  }

  private record Entry(Weighed value, long bytes) {}

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
