// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.storage.CancelFlag;
import io.tracingonsls.storage.Deadline;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers answers up to an age, and a number of them. Who asks for one past a quarter of that age gets it at once, and a new one is
 * fetched meanwhile: nobody waits as long as somebody asks now and then. Equal first questions at the same time may be asked twice.
 * Thread-safe.
 */
final class RenewedCache<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedCache.class);
  private static final Duration RENEWAL_TIME = Duration.ofSeconds(30);
  private static final int FRESH_PART = 4;

  private static final class Remembered<V> {
    final V value;
    final long atNanoTime;
    boolean renewing;

    Remembered(V value) {
      this.value = value;
      this.atNanoTime = System.nanoTime();
    }
  }

  private final SlsCalls calls;
  private final long ageNanos;
  private final Map<K, Remembered<V>> entries;
  private long generation;

  RenewedCache(SlsCalls calls, Duration age, int most) {
    this.calls = calls;
    this.ageNanos = age.toNanos();
    this.entries = new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Remembered<V>> eldest) {
        return size() > most;
      }
    };
  }

  /** The remembered answer, or that of {@code question}, which is asked with the caller's context or later with one of its own. */
  V get(K key, ReadContext context, Function<ReadContext, V> question) {
    V known = known(key, context, question);
    if (known != null) {
      return known;
    }
    long asked = generation();
    V answer = question.apply(context);
    put(key, answer, asked);
    return answer;
  }

  private @Nullable V known(K key, ReadContext context, Function<ReadContext, V> question) {
    Remembered<V> entry;
    boolean renew;
    long asked;
    synchronized (entries) {
      entry = entries.get(key);
      long age = entry == null ? ageNanos : System.nanoTime() - entry.atNanoTime;
      if (entry == null || age >= ageNanos) {
        return null;
      }
      renew = age >= ageNanos / FRESH_PART && !entry.renewing;
      entry.renewing |= renew;
      asked = generation;
    }
    ReadContext own = new ReadContext(
        context.tenant(),
        Deadline.after(RENEWAL_TIME),
        context.maxSpansPerTrace(),
        context.maxBytes(),
        new CancelFlag(),
        warning -> {});
    if (renew && !calls.renew(() -> renew(key, entry, asked, own, question))) {
      renewed(entry);
    }
    return entry.value;
  }

  private void renew(
      K key,
      Remembered<V> entry,
      long asked,
      ReadContext context,
      Function<ReadContext, V> question) {
    try {
      put(key, question.apply(context), asked);
    } catch (StorageException failed) {
      LOG.debug("a remembered list cannot be renewed: {}", failed.getMessage());
      renewed(entry);
    }
  }

  private void renewed(Remembered<V> entry) {
    synchronized (entries) {
      entry.renewing = false;
    }
  }

  private void put(K key, V answer, long asked) {
    synchronized (entries) {
      if (asked == generation) {
        entries.put(key, new Remembered<>(answer));
      }
    }
  }

  private long generation() {
    synchronized (entries) {
      return generation;
    }
  }

  /** Forgets everything, also what is being asked now. */
  void clear() {
    synchronized (entries) {
      generation++;
      entries.clear();
    }
  }
}
