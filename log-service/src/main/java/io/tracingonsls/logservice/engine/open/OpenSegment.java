// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.open;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.columns.ByteDictionary;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.columns.LogShape;
import io.tracingonsls.logservice.engine.columns.RowOrder;
import io.tracingonsls.logservice.engine.columns.TimeKey;
import io.tracingonsls.logservice.engine.ingest.CheckedGroup;
import io.tracingonsls.logservice.engine.ingest.JsonShredder;
import io.tracingonsls.logservice.engine.ingest.LogCursor;
import io.tracingonsls.logservice.engine.segment.SegmentSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs in memory, as columns.
 *
 * <p>One thread adds groups. Readers take a {@link #reader()}, which sees the groups whose {@link #add} returned, and never wait
 * for the writer: everything they reach was written before the volatile {@link #committed} or an {@link OpenColumn}'s published
 * view, and is only appended to afterwards.
 */
public final class OpenSegment {
  /** A group counts for the next measuring by its logs and by its bytes: values can be large. */
  private static final int MEASURED_BYTES_PER_LOG = 512;

  /** Values are looked up column by column once there are so many bytes of them: less than fits the cache of one core. */
  private static final int FLUSH_BYTES = 192 << 10;

  private static final OpenField[] NO_FIELDS = new OpenField[0];

  private final OpenColumns columns;
  private final JsonShredder shredder = new JsonShredder();
  private final OpenGroups groups = new OpenGroups();
  private final ByteDictionary fieldNumbers = new ByteDictionary();
  private final List<OpenField> fields = new ArrayList<>();
  private final ByteSink shapeBytes = new ByteSink(512);
  private final ByteSink extraBytes = new ByteSink(512);
  private long[] timeKeys = new long[1024];
  private int rowCount;
  private long rawBytes;
  private boolean sorted = true;
  private long heapBytes;
  private int untilMeasure;

  /** Fields of the log being added, and which of them go to the extras. */
  private OpenField[] current = new OpenField[32];

  private boolean[] extra = new boolean[32];

  /** The previous log's fields and shape: the next log usually has the same. */
  private OpenField[] previous = NO_FIELDS;

  private int previousShape = -1;

  private volatile Committed committed = new Committed(0, timeKeys, true, null);
  private volatile @Nullable Ordered ordered;

  /** Empty, with nothing known of what will come. */
  public OpenSegment() {
    this(Map.of());
  }

  private OpenSegment(Map<ColumnKey, Integer> expectedValues) {
    columns = new OpenColumns(expectedValues);
  }

  /** Empty, prepared for logs like this segment's. Writer only. */
  public OpenSegment successor() {
    return new OpenSegment(columns.valueCounts());
  }

  /** Adds all logs of a group and makes them visible. */
  public void add(GroupArrival arrival, CheckedGroup group) {
    groups.add(arrival, group.header(), rowCount);
    columns.begin(group.raw());
    LogCursor cursor = new LogCursor(group);
    int flushed = 0;
    while (cursor.next()) {
      addLog(group.raw(), cursor);
      if (cursor.position() - flushed >= FLUSH_BYTES) {
        columns.flush();
        flushed = cursor.position();
      }
    }
    rawBytes += group.raw().length;
    columns.publish();
    committed = new Committed(rowCount, timeKeys, sorted, groups.table(rowCount));
    measure(group.logCount() + group.raw().length / MEASURED_BYTES_PER_LOG);
  }

  private void addLog(byte[] raw, LogCursor log) {
    int row = rowCount;
    if (row == timeKeys.length) {
      timeKeys = Arrays.copyOf(timeKeys, row * 2);
    }
    timeKeys[row] = TimeKey.of(log.seconds(), log.nanos());
    sorted &= row == 0 || timeKeys[row] >= timeKeys[row - 1];
    boolean repeated = resolveFields(raw, log, row);
    boolean extras = storeFields(raw, log, row);
    storeShape(raw, log, row, repeated || extras);
    rowCount = row + 1;
  }

  /** Finds the field of every value; returns whether a name repeats. */
  private boolean resolveFields(byte[] raw, LogCursor log, int row) {
    int count = log.fieldCount();
    if (count > current.length) {
      current = Arrays.copyOf(current, Math.max(count, current.length * 2));
      extra = new boolean[current.length];
    }
    boolean repeated = false;
    for (int i = 0; i < count; i++) {
      OpenField field =
          i < previous.length && previous[i].isNamed(raw, log.keyStart(i), log.keyLength(i))
              ? previous[i]
              : field(raw, log.keyStart(i), log.keyLength(i));
      if (field.seenRow == row) {
        extra[field.seenAt] = true;
        repeated = true;
      }
      field.seenRow = row;
      field.seenAt = i;
      current[i] = field;
      extra[i] = false;
    }
    return repeated;
  }

  private OpenField field(byte[] raw, int offset, int length) {
    int id = fieldNumbers.add(raw, offset, length);
    if (id == fields.size()) {
      fields.add(new OpenField(columns, shredder, new String(raw, offset, length, UTF_8)));
    }
    return fields.get(id);
  }

  /** Stores the values; returns whether one found no column. */
  private boolean storeFields(byte[] raw, LogCursor log, int row) {
    boolean extras = false;
    for (int i = 0; i < log.fieldCount(); i++) {
      if (!extra[i] && !current[i].put(row, raw, log.valueStart(i), log.valueLength(i))) {
        extra[i] = true;
        extras = true;
      }
    }
    return extras;
  }

  private void storeShape(byte[] raw, LogCursor log, int row, boolean extras) {
    int count = log.fieldCount();
    OpenColumn shapes = required(ColumnKey.SHAPE);
    if (extras
        || previousShape < 0
        || !Arrays.equals(previous, 0, previous.length, current, 0, count)) {
      shapeBytes.clear();
      extraBytes.clear();
      for (int i = 0; i < count; i++) {
        LogShape.encodeField(shapeBytes, raw, log.keyStart(i), log.keyLength(i), extra[i]);
        if (extra[i]) {
          extraBytes.block(raw, log.valueStart(i), log.valueLength(i));
        }
      }
      int shape = shapes.dictionary.add(shapeBytes.array(), 0, shapeBytes.size());
      previous = Arrays.copyOf(current, count);
      previousShape = extras ? -1 : shape;
      shapes.setId(row, shape);
    } else {
      shapes.setId(row, previousShape);
    }
    columns.touched(shapes);
    if (extras) {
      OpenColumn column = required(ColumnKey.EXTRAS);
      columns.set(column, row, extraBytes.array(), 0, extraBytes.size());
    }
  }

  private OpenColumn required(ColumnKey key) {
    OpenColumn column = columns.get(key);
    if (column == null) {
      throw new IllegalStateException("column: no room for " + key.kind());
    }
    return column;
  }

  /** Summing up all columns for every small group would cost more than the group. */
  private void measure(int logs) {
    untilMeasure -= Math.max(1, logs);
    if (untilMeasure <= 0) {
      heapBytes = columns.heapBytes()
          + groups.heapBytes()
          + fieldNumbers.heapBytes() * 3
          + 8L * timeKeys.length;
      untilMeasure = 1024;
    }
  }

  /** Memory held, as of the last thousand logs. Writer only. */
  public long heapBytes() {
    return heapBytes;
  }

  /** Logs added. */
  public int rowCount() {
    return committed.rowCount();
  }

  /** Groups added. Writer only. */
  public int groupCount() {
    return groups.count();
  }

  /** Raw protobuf bytes added. Writer only. */
  public long rawBytes() {
    return rawBytes;
  }

  /** The logs added so far; null when there are none. */
  public @Nullable OpenSegmentReader reader() {
    Committed state = committed;
    GroupTable table = state.groups();
    if (state.rowCount() == 0 || table == null) {
      return null;
    }
    return new OpenSegmentReader(columns, state.rowCount(), state.timeKeys(), order(state), table);
  }

  /** The logs for the segment writer, once nothing is added any more; null when there are none. */
  public @Nullable SegmentSource source() {
    Committed state = committed;
    GroupTable table = state.groups();
    if (state.rowCount() == 0 || table == null) {
      return null;
    }
    return new OpenSource(columns, state.rowCount(), state.timeKeys(), table, rawBytes);
  }

  /** The groups added so far, also when they have no logs; null before the first. */
  public @Nullable GroupTable groupTable() {
    return committed.groups();
  }

  /** Rows in time order, or null when they arrived so. Extends the last known order, since readers come often. */
  private int @Nullable [] order(Committed state) {
    if (state.sorted()) {
      return null;
    }
    Ordered known = ordered;
    if (known != null && known.order().length == state.rowCount()) {
      return known.order();
    }
    int[] order;
    if (known != null && known.order().length < state.rowCount()) {
      int[] tail = RowOrder.sort(state.timeKeys(), known.order().length, state.rowCount());
      order = RowOrder.merge(state.timeKeys(), known.order(), tail);
    } else {
      order = RowOrder.sort(state.timeKeys(), 0, state.rowCount());
    }
    ordered = new Ordered(order);
    return order;
  }

  @SuppressWarnings("ArrayRecordComponent") // internal carriers of shared arrays, never compared
  private record Committed(
      int rowCount,
      long[] timeKeys,
      boolean sorted,
      @Nullable GroupTable groups) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Ordered(int[] order) {}
}
