// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.engine.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Logs in memory, cut into segments of a given size: what search and SQL are tried on without the engine. */
public final class MemoryLog implements SnapshotSource {
  private final int rowsPerSegment;
  private final List<LogRecord> logs = new ArrayList<>();
  private final List<Integer> versions = new ArrayList<>();
  private int indexVersion = 1;

  public MemoryLog(int rowsPerSegment) {
    this.rowsPerSegment = rowsPerSegment;
  }

  /** Later logs are stamped with this version. */
  public MemoryLog indexVersion(int version) {
    indexVersion = version;
    return this;
  }

  public MemoryLog add(LogRecord log) {
    logs.add(log);
    versions.add(indexVersion);
    return this;
  }

  /** Adds a log of alternating keys and values; a null value leaves the key out. */
  public MemoryLog add(long seconds, String... keysAndValues) {
    List<LogField> fields = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      if (keysAndValues[i + 1] != null) {
        fields.add(new LogField(keysAndValues[i], keysAndValues[i + 1]));
      }
    }
    return add(new LogRecord(seconds, -1, "", "10.0.0.1", List.of(), fields));
  }

  public List<LogRecord> logs() {
    return logs;
  }

  public int version(int index) {
    return versions.get(index);
  }

  @Override
  public Snapshot snapshot(long fromSeconds, long toSeconds) {
    List<SegmentSlice> slices = new ArrayList<>();
    long rows = 0;
    for (int from = 0; from < logs.size(); from += rowsPerSegment) {
      int to = Math.min(logs.size(), from + rowsPerSegment);
      MemorySegment segment = segment(from, to);
      int first = segment.firstRowAtOrAfter(fromSeconds);
      int last = segment.firstRowAtOrAfter(toSeconds);
      if (first < last) {
        slices.add(new SegmentSlice(segment, first, last));
        rows += last - first;
      }
    }
    return new MemorySnapshot(List.copyOf(slices), rows);
  }

  private MemorySegment segment(int from, int to) {
    List<Integer> order = new ArrayList<>();
    for (int i = from; i < to; i++) {
      order.add(i);
    }
    order.sort(Comparator.comparingLong((Integer i) -> logs.get(i).timeSeconds())
        .thenComparingInt(i -> logs.get(i).timeNanosPart()));
    return new MemorySegment(
        order.stream().map(logs::get).toList(),
        order.stream().mapToInt(versions::get).toArray());
  }

  private record MemorySnapshot(List<SegmentSlice> slices, long rowCount) implements Snapshot {
    @Override
    public void close() {}
  }
}
