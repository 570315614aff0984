// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.search.QueryGuard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Finds the logs of packages in an open snapshot, by the column of their tag; an index configuration is not needed. Not thread-safe. */
final class PackIndex {
  /** How far from a log its package and the neighbouring ones are looked for. */
  static final long REACH_SECONDS = 86_400;

  private static final String COLUMN = IndexConfig.TAG_PREFIX + PackId.TAG;
  private static final int MAX_PACK_ROWS = 100_000;

  private final List<SegmentSlice> slices;
  private final QueryGuard guard;
  private final Map<String, List<RowAt>> known = new HashMap<>();
  private final IdentityHashMap<SegmentReader, Integer> ordinals = new IdentityHashMap<>();

  PackIndex(List<SegmentSlice> slices, QueryGuard guard) {
    this.slices = slices;
    this.guard = guard;
    for (int i = 0; i < slices.size(); i++) {
      ordinals.put(slices.get(i).segment(), i);
    }
  }

  /** The logs of one package in order; at most 100,000 of them. */
  List<RowAt> rows(String packId) {
    return known.computeIfAbsent(packId, this::find);
  }

  private List<RowAt> find(String packId) {
    byte[] value = packId.getBytes(StandardCharsets.UTF_8);
    List<RowAt> rows = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      SegmentSlice slice = slices.get(i);
      ColumnReader column = slice.segment().column(COLUMN);
      int id = column == null ? -1 : column.lookup(value);
      if (column == null || id < 0) {
        continue;
      }
      for (int row : column.rows(id)) {
        if (row >= slice.fromRow() && row < slice.toRow() && rows.size() < MAX_PACK_ROWS) {
          rows.add(new RowAt(slice.segment(), i, row));
        }
      }
      guard.check();
    }
    Collections.sort(rows);
    return rows;
  }

  /** The packages of the client that sent {@code one}, by number. */
  NavigableMap<Long, String> siblings(PackId one) {
    NavigableMap<Long, String> packs = new TreeMap<>();
    for (SegmentSlice slice : slices) {
      ColumnReader column = slice.segment().column(COLUMN);
      int values = column == null ? 0 : column.valueCount();
      for (int id = 0; column != null && id < values; id++) {
        String text = column.text(id);
        PackId pack = text.startsWith(one.prefix()) ? PackId.parse(text) : null;
        if (pack != null && pack.prefix().equals(one.prefix())) {
          packs.put(pack.number(), text);
        }
        if ((id & 0xFFF) == 0) {
          guard.check();
        }
      }
    }
    return packs;
  }

  /** The row as counted here: it may come from fewer slices of the same snapshot. */
  private RowAt here(RowAt row) {
    return new RowAt(row.segment(), ordinals.getOrDefault(row.segment(), -1), row.row());
  }

  /** The text that finds the row again; empty when the log belongs to no package. */
  String meta(RowAt row, LogRecord log) {
    for (LogField tag : log.tags()) {
      if (tag.key().equals(PackId.TAG)) {
        List<RowAt> pack = rows(tag.value());
        int position = Collections.binarySearch(pack, here(row));
        return position < 0 ? "" : new PackMeta(row.seconds(), pack.size(), position).text();
      }
    }
    return "";
  }
}
