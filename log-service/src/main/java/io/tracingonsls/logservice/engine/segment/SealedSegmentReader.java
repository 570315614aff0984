// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.DerivedData;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.ColumnSegment;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A sealed segment as one snapshot reads it. Keeps the columns it opened; thread-safe. */
public final class SealedSegmentReader extends ColumnSegment {
  private static final int SECONDS = 1;
  private static final int NANOS = 2;
  private static final int RANKS = 3;
  private static final int GROUPS = 4;
  private static final int ROWS = 5;

  private final SealedSegment segment;
  private final Directory directory;
  private final ConcurrentMap<ColumnKey, SealedColumn> opened = new ConcurrentHashMap<>();
  private volatile @Nullable Numbers seconds;
  private volatile @Nullable Numbers nanos;
  private volatile @Nullable Numbers shifts;
  private volatile @Nullable GroupTable groups;

  SealedSegmentReader(SealedSegment segment, Directory directory) {
    this.segment = segment;
    this.directory = directory;
  }

  @Override
  public long id() {
    return directory.meta().id();
  }

  @Override
  public <T extends DerivedData> T derived(String name, Class<T> type, Supplier<T> compute) {
    return segment.derived(name, type, compute);
  }

  @Override
  public int rowCount() {
    return directory.meta().rowCount();
  }

  @Override
  public long timeSeconds(int row) {
    return seconds().get(row);
  }

  private PackedLongs seconds() {
    Numbers known = seconds;
    if (known == null) {
      known = numbers(SECONDS, directory.seconds());
      seconds = known;
    }
    return known.packed();
  }

  private Numbers numbers(int slot, PartRef ref) {
    return segment.part(-1, slot, ref, Numbers.class, in -> {
      PackedLongs packed = PackedLongs.read(in);
      if (packed.count() != rowCount()) {
        throw new MalformedBytesException(
            "rows: " + packed.count() + " (expected: " + rowCount() + ")");
      }
      return new Numbers(packed);
    });
  }

  @Override
  public int timeNanosPart(int row) {
    Numbers known = nanos;
    if (known == null) {
      known = numbers(NANOS, directory.nanos());
      nanos = known;
    }
    return (int) known.packed().get(row);
  }

  @Override
  public void timesSeconds(int fromRow, int count, long[] out) {
    seconds().get(fromRow, count, out);
  }

  @Override
  public int firstRowAtOrAfter(long second) {
    if (second <= directory.meta().minSeconds()) {
      return 0;
    }
    return second > directory.meta().maxSeconds() ? rowCount() : seconds().firstAtOrAfter(second);
  }

  @Override
  public int rank(int row) {
    Numbers known = shifts;
    if (known == null) {
      known = numbers(RANKS, directory.rankShifts());
      shifts = known;
    }
    return row + (int) known.packed().get(row);
  }

  @Override
  public int rowOfRank(int rank) {
    return segment.cached(-1, ROWS, RowsByRank.class, this::invert).rows()[rank];
  }

  private RowsByRank invert() {
    int[] rows = new int[rowCount()];
    for (int row = 0; row < rows.length; row++) {
      rows[rank(row)] = row;
    }
    return new RowsByRank(rows);
  }

  @Override
  public GroupTable groups() {
    GroupTable known = groups;
    if (known == null) {
      known = segment
          .part(-1, GROUPS, directory.groups(), Groups.class, this::readGroups)
          .table();
      groups = known;
    }
    return known;
  }

  private Groups readGroups(ByteSource in) {
    return new Groups(GroupParts.read(in, rowCount()));
  }

  @Override
  public @Nullable ColumnReader stored(ColumnKey key) {
    ColumnMeta meta = directory.columns().get(key);
    if (meta == null) {
      return null;
    }
    return opened.computeIfAbsent(key, k -> new SealedColumn(segment, meta, number(k), rowCount()));
  }

  private int number(ColumnKey key) {
    Integer number = directory.numbers().get(key);
    return number == null ? -1 : number;
  }

  @Override
  public Collection<ColumnKey> storedKeys() {
    return directory.columns().keySet();
  }

  @Override
  public LogRecord log(int row) {
    return segment.guarded(() -> super.log(row));
  }

  private record Numbers(PackedLongs packed) implements ByteCache.Weighed {
    @Override
    public long heapBytes() {
      return packed.heapBytes();
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // internal carrier, never compared
  private record RowsByRank(int[] rows) implements ByteCache.Weighed {
    @Override
    public long heapBytes() {
      return 16 + rows.length * 4L;
    }
  }

  private record Groups(GroupTable table) implements ByteCache.Weighed {
    @Override
    public long heapBytes() {
      return table.count() * 32L + table.headers().size() * 200L;
    }
  }
}
