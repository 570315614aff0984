// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.Logstore;
import io.tracingonsls.logservice.engine.NumberView;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/** The questions of the engine comparison, asked through the column seam. Each returns a number to check by. */
public final class EngineQueries {
  private static final long FROM = SpanSet.DAY_START;
  private static final long TO = SpanSet.DAY_END;

  private final Logstore store;
  private final SpanSet set;

  EngineQueries(Logstore store, SpanSet set) {
    this.store = store;
    this.set = set;
  }

  /** A named question; the argument varies what is asked. */
  public record Query(String name, IntToLongFunction run) {}

  List<Query> all() {
    return List.of(
        new Query("engine: trace by ID", i -> trace(SpanSet.traceId((i * 7919L) % set.traces()))),
        new Query("engine: newest 20, 1 h", i -> newest(TO - 3600, 20)),
        new Query("engine: newest 20, 24 h", i -> newest(FROM, 20)),
        new Query("engine: services", i -> services()),
        new Query(
            "engine: operations of a service", i -> operations("service-" + i % set.services())),
        new Query("engine: rare value, all hits", i -> rare(set.rareValue(i * 37))),
        new Query("engine: p95 per minute, 1 h", i -> percentiles(TO - 3600)),
        new Query("engine: p95 per minute, 24 h", i -> percentiles(FROM)));
  }

  private long trace(String traceId) {
    byte[] wanted = traceId.getBytes(UTF_8);
    long fields = 0;
    try (Snapshot snapshot = store.snapshot(FROM, TO)) {
      for (SegmentSlice slice : snapshot.slices()) {
        ColumnReader ids = slice.segment().column("traceID");
        int id = ids == null ? -1 : ids.lookup(wanted);
        if (ids != null && id >= 0) {
          for (int row : ids.rows(id)) {
            fields += slice.segment().log(row).fields().size();
          }
        }
      }
    }
    return fields;
  }

  private long newest(long from, int limit) {
    Set<String> found = new HashSet<>();
    try (Snapshot snapshot = store.snapshot(from, TO)) {
      List<SegmentSlice> slices = snapshot.slices();
      for (int s = slices.size() - 1; s >= 0 && found.size() < limit; s--) {
        SegmentSlice slice = slices.get(s);
        ColumnReader ids = slice.segment().column("traceID");
        for (int row = slice.toRow() - 1;
            ids != null && row >= slice.fromRow() && found.size() < limit;
            row--) {
          found.add(ids.text(ids.id(row)));
        }
      }
    }
    return found.size();
  }

  private long services() {
    Set<String> names = new HashSet<>();
    try (Snapshot snapshot = store.snapshot(FROM, TO)) {
      for (SegmentSlice slice : snapshot.slices()) {
        addDistinct(slice, slice.segment().column("service"), null, -1, names);
      }
    }
    return names.size();
  }

  private long operations(String service) {
    Set<String> names = new HashSet<>();
    try (Snapshot snapshot = store.snapshot(FROM, TO)) {
      for (SegmentSlice slice : snapshot.slices()) {
        ColumnReader services = slice.segment().column("service");
        int wanted = services == null ? -1 : services.lookup(service.getBytes(UTF_8));
        if (wanted >= 0) {
          addDistinct(slice, slice.segment().column("name"), services, wanted, names);
        }
      }
    }
    return names.size();
  }

  /** Adds the values of the slice's rows, of those where the filter column has the wanted id. */
  private static void addDistinct(
      SegmentSlice slice,
      @Nullable ColumnReader column,
      @Nullable ColumnReader filter,
      int wanted,
      Set<String> out) {
    if (column == null) {
      return;
    }
    if (filter == null
        && column.everyValueUsed()
        && slice.rowCount() == slice.segment().rowCount()) {
      for (int id = 0; id < column.valueCount(); id++) {
        out.add(column.text(id));
      }
      return;
    }
    boolean[] seen = new boolean[column.valueCount()];
    int[] ids = new int[1024];
    int[] filterIds = new int[1024];
    for (int from = slice.fromRow(); from < slice.toRow(); from += ids.length) {
      int n = Math.min(ids.length, slice.toRow() - from);
      column.ids(from, n, ids);
      if (filter != null) {
        filter.ids(from, n, filterIds);
      }
      for (int i = 0; i < n; i++) {
        if (ids[i] >= 0 && (filter == null || filterIds[i] == wanted)) {
          seen[ids[i]] = true;
        }
      }
    }
    for (int id = 0; id < seen.length; id++) {
      if (seen[id]) {
        out.add(column.text(id));
      }
    }
  }

  private long rare(String user) {
    byte[] wanted = user.getBytes(UTF_8);
    long hits = 0;
    try (Snapshot snapshot = store.snapshot(FROM, TO)) {
      for (SegmentSlice slice : snapshot.slices()) {
        ColumnReader users = slice.segment().leaf("attribute", set.rareKey());
        int id = users == null ? -1 : users.lookup(wanted);
        hits += users == null || id < 0 ? 0 : users.rows(id).length;
      }
    }
    return hits;
  }

  private long percentiles(long from) {
    int minutes = (int) ((TO - from) / 60);
    long[][] values = new long[minutes][64];
    int[] counts = new int[minutes];
    try (Snapshot snapshot = store.snapshot(from, TO)) {
      for (SegmentSlice slice : snapshot.slices()) {
        collect(slice, from, values, counts);
      }
    }
    long sum = 0;
    for (int m = 0; m < minutes; m++) {
      if (counts[m] > 0) {
        long[] minute = Arrays.copyOf(values[m], counts[m]);
        Arrays.sort(minute);
        sum += minute[(int) (counts[m] * 0.95)];
      }
    }
    return sum;
  }

  private static void collect(SegmentSlice slice, long from, long[][] values, int[] counts) {
    SegmentReader segment = slice.segment();
    ColumnReader durations = segment.column("duration");
    if (durations == null) {
      return;
    }
    NumberView numbers = durations.numbers();
    int[] ids = new int[1024];
    long[] times = new long[1024];
    for (int row = slice.fromRow(); row < slice.toRow(); row += ids.length) {
      int n = Math.min(ids.length, slice.toRow() - row);
      durations.ids(row, n, ids);
      segment.timesSeconds(row, n, times);
      for (int i = 0; i < n; i++) {
        if (ids[i] >= 0) {
          int minute = (int) ((times[i] - from) / 60);
          if (counts[minute] == values[minute].length) {
            values[minute] = Arrays.copyOf(values[minute], counts[minute] * 2);
          }
          values[minute][counts[minute]++] = numbers.asLong(ids[i]);
        }
      }
    }
  }
}
