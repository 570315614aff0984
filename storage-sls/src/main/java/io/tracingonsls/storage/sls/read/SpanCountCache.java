// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.storage.MetricsQuery;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts of spans by operation and slice of time. Slices that ended some time ago don't change any more and are kept; a question asks Log
 * Service for the newer ones only, at most every few seconds, and equal questions at the same time wait for one answer. Counts of whole
 * services are sums over their operations. Bounded; thread-safe.
 */
final class SpanCountCache {
  /** How long after its end a slice may still get spans. */
  private static final long SETTLE_MILLIS = 120_000;

  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long MAX_NUMBERS = 500_000;
  private static final int MAX_ENTRIES = 50;

  private final SpanCountReader reader;
  private final Clock clock;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private record Key(
      Set<String> services, Set<SpanKind> kinds, boolean byOperation, long sliceNanos) {}

  /** What is known about one key: slices {@code first} to {@code last}, of which those up to {@code settled} are final. */
  private static final class Entry {
    final ReentrantLock lock = new ReentrantLock();
    long first;
    long settled;
    long last = Long.MIN_VALUE;
    long readNanoTime;
    volatile long numbers;
    boolean cut;
    List<SpanCounts> lines = List.of();

    @Nullable
    List<SpanCounts> services;
  }

  SpanCountCache(SpanCountReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /** Counts that cover the query's range and, before it, one window of its rates. */
  List<SpanCounts> read(MetricsQuery query, ReadContext context) {
    List<SpanCounts> counts = read(query, true, context);
    // A service may have more operations than one answer can count; then its sums are asked for
    // themselves.
    if (counts == null) {
      counts = read(query, query.groupByOperation(), context);
    }
    return counts == null ? List.of() : counts;
  }

  /** Null when counts by operation were cut and sums are wanted. */
  private @Nullable List<SpanCounts> read(
      MetricsQuery query, boolean byOperation, ReadContext context) {
    long slice = SpanCountReader.sliceNanos(query);
    long step = Math.max(1_000_000, query.step().toNanos());
    long first = Math.floorDiv(query.range().fromNanos() - query.ratePer().toNanos(), slice) + 1;
    long last = Math.floorDiv(query.range().toNanos() + step, slice) + 1;
    Entry entry = entry(new Key(Set.copyOf(query.services()), query.kinds(), byOperation, slice));
    lock(entry, context);
    try {
      if (first < entry.first
          || last > entry.last
          || System.nanoTime() - entry.readNanoTime > FRESH_NANOS) {
        refresh(entry, query, byOperation, slice, first, last, context);
      }
      if (entry.cut && byOperation && !query.groupByOperation()) {
        return null;
      }
      if (entry.cut) {
        context.warnings().accept("the metrics count a part of the spans only");
      }
      return query.groupByOperation() ? entry.lines : services(entry, slice);
    } finally {
      entry.lock.unlock();
    }
  }

  private Entry entry(Key key) {
    synchronized (entries) {
      Entry entry = entries.computeIfAbsent(key, unknown -> new Entry());
      long numbers = entries.values().stream().mapToLong(one -> one.numbers).sum();
      Iterator<Entry> eldest = entries.values().iterator();
      while ((numbers > MAX_NUMBERS || entries.size() > MAX_ENTRIES) && entries.size() > 1) {
        numbers -= eldest.next().numbers;
        eldest.remove();
      }
      return entry;
    }
  }

  private static void lock(Entry entry, ReadContext context) {
    try {
      while (!entry.lock.tryLock(100, TimeUnit.MILLISECONDS)) {
        context.throwIfStopped();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StorageException(StorageError.CANCELLED, "the request was cancelled");
    }
  }

  private void refresh(
      Entry entry,
      MetricsQuery query,
      boolean byOperation,
      long slice,
      long first,
      long last,
      ReadContext context) {
    boolean known = first >= entry.first && first <= entry.settled && entry.last >= first;
    long kept = known ? Math.min(entry.settled, last) : first - 1;
    long begin = known ? Math.max(entry.first, first - (last - first)) : first;
    SpanCountReader.Counted read = kept < last
        ? reader.read(query, byOperation, slice, kept + 1, last, context)
        : new SpanCountReader.Counted(List.of(), true, false);
    Map<String, Map<String, SpanCounts>> merged = new TreeMap<>();
    if (known) {
      entry.lines.forEach(
          counts -> line(merged, counts, slice).addAll(counts, begin - 1, kept + 1));
    }
    read.counts().forEach(counts -> line(merged, counts, slice).addAll(counts, kept, last + 1));
    List<SpanCounts> lines = new ArrayList<>();
    merged.values().forEach(ofService -> lines.addAll(ofService.values()));
    lines.removeIf(counts -> counts.size() == 0);
    entry.lines = List.copyOf(lines);
    entry.services = null;
    entry.first = begin;
    entry.last = last;
    entry.cut = read.cut();
    entry.numbers = lines.stream().mapToLong(SpanCounts::size).sum();
    entry.readNanoTime = System.nanoTime();
    long settled = Math.floorDiv((clock.millis() - SETTLE_MILLIS) * 1_000_000L, slice);
    entry.settled = read.complete() ? Math.min(last, settled) : kept;
  }

  private static SpanCounts line(
      Map<String, Map<String, SpanCounts>> lines, SpanCounts like, long slice) {
    return lines
        .computeIfAbsent(like.service(), service -> new TreeMap<>())
        .computeIfAbsent(
            like.operation(), operation -> new SpanCounts(like.service(), operation, slice));
  }

  private static List<SpanCounts> services(Entry entry, long slice) {
    List<SpanCounts> known = entry.services;
    if (known == null) {
      Map<String, SpanCounts> sums = new TreeMap<>();
      for (SpanCounts counts : entry.lines) {
        sums.computeIfAbsent(counts.service(), service -> new SpanCounts(service, "", slice))
            .addAll(counts, entry.first - 1, entry.last + 1);
      }
      known = List.copyOf(sums.values());
      entry.services = known;
    }
    return known;
  }
}
