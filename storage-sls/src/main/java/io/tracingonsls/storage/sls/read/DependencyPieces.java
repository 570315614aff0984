// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.read;

import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TimeRange;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Links of whole hours that are over, remembered for a while; a longer range is put together from them, and only the rest is asked for: at
 * most the beginning, what is new since, and what was forgotten between. Links are summed up by who adds them. Bounded; thread-safe.
 */
final class DependencyPieces {
  /** Length of a piece. */
  static final long NANOS = Duration.ofHours(1).toNanos();

  /** How long after its end a piece may still get spans. */
  private static final long SETTLE_NANOS = Duration.ofMinutes(15).toNanos();

  private static final long MAX_KEEP_NANOS = Duration.ofHours(1).toNanos();
  private static final int KEEP_AGES = 60;
  private static final long AHEAD_NANOS = Duration.ofHours(1).toNanos();
  private static final int MAX_LINKS = 200_000;
  private static final int MAX_PIECES = 2_000;

  /**
   * What was asked for.
   *
   * @param links by piece
   * @param complete whether nothing is missing, so that whole pieces can be kept
   */
  record Answer(Map<Long, List<DependencyLink>> links, boolean complete) {}

  private record Known(List<DependencyLink> links, long untilNanoTime) {}

  private final BiFunction<TimeRange, ReadContext, Answer> question;
  private final Clock clock;
  private final long lookBackNanos;
  private final long keepNanos;
  private final Map<Long, Known> pieces = new LinkedHashMap<>(16, 0.75f, true);

  DependencyPieces(
      BiFunction<TimeRange, ReadContext, Answer> question, ReadSettings settings, Clock clock) {
    this.question = question;
    this.clock = clock;
    this.lookBackNanos = settings.lookBack().toNanos();
    this.keepNanos = Math.min(MAX_KEEP_NANOS, settings.catalogAge().toNanos() * KEEP_AGES);
  }

  /** The piece in which a time lies. */
  static long piece(long nanos) {
    return Math.floorDiv(nanos, NANOS);
  }

  /** The first piece of which no part lies before the range. */
  private static long firstWhole(TimeRange range) {
    return -Math.floorDiv(-range.fromNanos(), NANOS);
  }

  /** All links of the range; the same pair of services may come several times. */
  List<DependencyLink> links(TimeRange asked, ReadContext context) {
    long now = clock.millis() * 1_000_000L;
    TimeRange range = new TimeRange(
        Math.max(asked.fromNanos(), now - lookBackNanos),
        Math.min(asked.toNanos(), now + AHEAD_NANOS));
    long first = firstWhole(range);
    long end = Math.min(piece(range.toNanos() + 1), piece(now - SETTLE_NANOS));
    List<DependencyLink> all = new ArrayList<>();
    long from = range.fromNanos();
    for (long piece = first; piece < end; piece++) {
      List<DependencyLink> known = known(piece);
      if (known != null) {
        if (from < piece * NANOS) {
          all.addAll(ask(new TimeRange(from, piece * NANOS - 1), first, end, context));
        }
        all.addAll(known);
        from = (piece + 1) * NANOS;
      }
    }
    if (from <= range.toNanos()) {
      all.addAll(ask(new TimeRange(from, range.toNanos()), first, end, context));
    }
    return all;
  }

  private List<DependencyLink> ask(TimeRange range, long first, long end, ReadContext context) {
    Answer answer = question.apply(range, context);
    List<DependencyLink> all = new ArrayList<>();
    answer.links().values().forEach(all::addAll);
    long whole = Math.max(first, firstWhole(range));
    long last = Math.min(end, piece(range.toNanos() + 1));
    for (long piece = whole; answer.complete() && piece < last; piece++) {
      keep(piece, answer.links().getOrDefault(piece, List.of()));
    }
    return all;
  }

  private @Nullable List<DependencyLink> known(long piece) {
    synchronized (pieces) {
      Known known = pieces.get(piece);
      return known == null || System.nanoTime() - known.untilNanoTime() >= 0 ? null : known.links();
    }
  }

  private void keep(long piece, List<DependencyLink> links) {
    synchronized (pieces) {
      pieces.put(piece, new Known(List.copyOf(links), System.nanoTime() + keepNanos));
      int count =
          pieces.values().stream().mapToInt(known -> known.links().size()).sum();
      Iterator<Known> eldest = pieces.values().iterator();
      while ((count > MAX_LINKS || pieces.size() > MAX_PIECES) && eldest.hasNext()) {
        count -= eldest.next().links().size();
        eldest.remove();
      }
    }
  }
}
