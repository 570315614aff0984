// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers answers for a short time, up to a number of them. Equal questions at the same time may be asked twice. Thread-safe. */
final class TimedCache<K, V> {
  private record Timed<V>(V value, long untilNanoTime) {}

  private final long ageNanos;
  private final Map<K, Timed<V>> entries;

  TimedCache(Duration age, int most) {
    this.ageNanos = age.toNanos();
    this.entries = new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Timed<V>> eldest) {
        return size() > most;
      }
    };
  }

  V get(K key, Supplier<V> question) {
    V known = fresh(key);
    if (known != null) {
      return known;
    }
    V answer = question.get();
    synchronized (entries) {
      entries.put(key, new Timed<>(answer, System.nanoTime() + ageNanos));
    }
    return answer;
  }

  private @Nullable V fresh(K key) {
    synchronized (entries) {
      Timed<V> entry = entries.get(key);
      return entry != null && System.nanoTime() - entry.untilNanoTime() < 0 ? entry.value() : null;
    }
  }

  void clear() {
    synchronized (entries) {
      entries.clear();
    }
  }
}
