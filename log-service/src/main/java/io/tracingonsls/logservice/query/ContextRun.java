// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.Snapshot;
import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryGuard;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;

/**
 * Walks from a log through its package and those that the same client sent before and behind it, a day in each direction. Within a
 * package logs are in order of time, then arrival.
 */
final class ContextRun {
  /** Most lines in one direction. */
  static final int MAX_LINES = 100;

  private final QueryGuard guard;

  ContextRun(QueryGuard guard) {
    this.guard = guard;
  }

  ContextAnswer read(SnapshotSource source, String packId, String packMeta, int back, int forward) {
    PackId id = PackId.parse(packId);
    if (id == null) {
      throw QueryException.invalid(
          "pack_id: not usable (expected: prefix, hyphen and hexadecimal number)");
    }
    PackMeta meta = PackMeta.parse(packMeta);
    long from = Math.max(0, meta.seconds() - PackIndex.REACH_SECONDS);
    long to = meta.seconds() + PackIndex.REACH_SECONDS + 1;
    try (Snapshot snapshot = source.snapshot(from, to)) {
      PackIndex packs = new PackIndex(snapshot.slices(), guard);
      List<RowAt> own = packs.rows(packId);
      if (meta.position() >= own.size()) {
        return new ContextAnswer(List.of(), -1);
      }
      NavigableMap<Long, String> siblings = packs.siblings(id);
      Deque<RowAt> rows = new ArrayDeque<>();
      rows.add(own.get(meta.position()));
      addBefore(
          packs,
          siblings.headMap(id.number(), false).descendingMap().values(),
          own.subList(0, meta.position()),
          back,
          rows);
      int start = rows.size() - 1;
      addBehind(
          packs,
          siblings.tailMap(id.number(), false).values(),
          own.subList(meta.position() + 1, own.size()),
          forward,
          rows);
      return new ContextAnswer(lines(packs, rows), start);
    }
  }

  private static void addBefore(
      PackIndex packs, Collection<String> others, List<RowAt> own, int lines, Deque<RowAt> rows) {
    int wanted = rows.size() + lines;
    for (int i = own.size() - 1; i >= 0 && rows.size() < wanted; i--) {
      rows.addFirst(own.get(i));
    }
    for (String other : others) {
      if (rows.size() >= wanted) {
        return;
      }
      List<RowAt> pack = packs.rows(other);
      for (int i = pack.size() - 1; i >= 0 && rows.size() < wanted; i--) {
        rows.addFirst(pack.get(i));
      }
    }
  }

  private static void addBehind(
      PackIndex packs, Collection<String> others, List<RowAt> own, int lines, Deque<RowAt> rows) {
    int wanted = rows.size() + lines;
    for (int i = 0; i < own.size() && rows.size() < wanted; i++) {
      rows.addLast(own.get(i));
    }
    for (String other : others) {
      if (rows.size() >= wanted) {
        return;
      }
      List<RowAt> pack = packs.rows(other);
      for (int i = 0; i < pack.size() && rows.size() < wanted; i++) {
        rows.addLast(pack.get(i));
      }
    }
  }

  private static List<ContextAnswer.Line> lines(PackIndex packs, Deque<RowAt> rows) {
    List<ContextAnswer.Line> lines = new ArrayList<>(rows.size());
    for (RowAt row : rows) {
      LogRecord log = row.log();
      lines.add(new ContextAnswer.Line(log, packs.meta(row, log)));
    }
    return lines;
  }
}
