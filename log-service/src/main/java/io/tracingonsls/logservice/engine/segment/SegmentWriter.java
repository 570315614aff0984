// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.columns.TimeKey;
import io.tracingonsls.logservice.engine.disk.Disk;
import io.tracingonsls.logservice.engine.disk.WriteFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a segment file, complete and synced when {@link #write} returns. One use per segment; not thread-safe. */
public final class SegmentWriter {
  private final SegmentSource source;
  private final int rowCount;
  private final RowPlaces places;

  /** For the given logs. */
  public SegmentWriter(SegmentSource source) {
    this.source = source;
    this.rowCount = source.rowCount();
    this.places = RowPlaces.of(source.timeKeys(), rowCount);
  }

  /** Writes the file. On failure a partial file may be left for the caller to delete. */
  public SegmentMeta write(Disk disk, Path path, long id, List<Long> replaces) throws IOException {
    SegmentMeta meta = meta(id, replaces);
    try (WriteFile file = disk.create(path);
        PartWriter parts = new PartWriter(file)) {
      ByteSink header = new ByteSink(16);
      header.fixed64(Directory.MAGIC);
      header.fixed32(Directory.VERSION);
      parts.append(header.array(), header.size());
      List<PartRef> rowParts = rowParts(parts);
      List<ColumnMeta> columns = new ArrayList<>();
      ColumnWriter writer = new ColumnWriter(parts, places);
      for (ColumnKey key : source.columnKeys()) {
        columns.add(writer.write(source.column(key)));
      }
      ByteSink directory = new ByteSink(16);
      byte[] encoded = Directory.encode(meta, rowParts, columns);
      directory.put(encoded, 0, encoded.length);
      trailer(parts, parts.write(directory));
      parts.flush();
      file.sync();
    }
    return meta;
  }

  private SegmentMeta meta(long id, List<Long> replaces) {
    long[] keys = source.timeKeys();
    GroupTable groups = source.groups();
    return new SegmentMeta(
        id,
        rowCount,
        groups.sequences()[0],
        groups.sequences()[groups.count() - 1],
        source.rawBytes(),
        TimeKey.seconds(keys[places.rank(0)]),
        TimeKey.seconds(keys[places.rank(rowCount - 1)]),
        replaces);
  }

  private List<PartRef> rowParts(PartWriter parts) throws IOException {
    long[] keys = source.timeKeys();
    long[] seconds = new long[rowCount];
    long[] nanos = new long[rowCount];
    long[] shifts = new long[rowCount];
    for (int row = 0; row < rowCount; row++) {
      int rank = places.rank(row);
      seconds[row] = TimeKey.seconds(keys[rank]);
      nanos[row] = TimeKey.nanosPart(keys[rank]);
      shifts[row] = (long) rank - row;
    }
    return List.of(
        packed(parts, seconds),
        packed(parts, nanos),
        packed(parts, shifts),
        groups(parts, source.groups()));
  }

  private static PartRef packed(PartWriter parts, long[] values) throws IOException {
    ByteSink out = new ByteSink(1024);
    PackedLongs.write(values, values.length, out);
    return parts.write(out);
  }

  private static PartRef groups(PartWriter parts, GroupTable groups) throws IOException {
    ByteSink out = new ByteSink(1024);
    GroupParts.write(groups, out);
    return parts.write(out);
  }

  private static void trailer(PartWriter parts, PartRef directory) throws IOException {
    ByteSink out = new ByteSink(Directory.TRAILER_BYTES);
    out.fixed64(directory.offset());
    out.fixed32(directory.storedLength());
    out.fixed32(directory.rawLength());
    out.put(directory.compressed() ? 1 : 0);
    out.fixed32(directory.crc());
    out.fixed32(Directory.VERSION);
    out.fixed32(PartWriter.crc(out.array(), out.size()));
    out.fixed64(Directory.MAGIC);
    parts.append(out.array(), out.size());
  }
}
