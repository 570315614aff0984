// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.columns.ByteDictionary;
import io.tracingonsls.logservice.engine.columns.ColumnKey;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.columns.TimeKey;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import io.tracingonsls.logservice.engine.segment.ColumnSource;
import io.tracingonsls.logservice.engine.segment.SealedSegmentReader;
import io.tracingonsls.logservice.engine.segment.SegmentSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Neighbouring segments as one. Values are compared once per distinct value and segment, not once per log. */
final class MergeSource implements SegmentSource {
  private final List<SealedSegmentReader> parts;
  private final long rawBytes;
  private final int rowCount;
  private final long[] timeKeys;

  MergeSource(List<SealedSegmentReader> parts, long rawBytes) {
    this.parts = parts;
    this.rawBytes = rawBytes;
    this.rowCount = parts.stream().mapToInt(SealedSegmentReader::rowCount).sum();
    this.timeKeys = new long[rowCount];
    int base = 0;
    for (SealedSegmentReader part : parts) {
      for (int row = 0; row < part.rowCount(); row++) {
        timeKeys[base + part.rank(row)] =
            TimeKey.of(part.timeSeconds(row), part.timeNanosPart(row));
      }
      base += part.rowCount();
    }
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  @Override
  public long[] timeKeys() {
    return timeKeys;
  }

  @Override
  public long rawBytes() {
    return rawBytes;
  }

  @Override
  public GroupTable groups() {
    int count = parts.stream().mapToInt(part -> part.groups().count()).sum();
    long[] sequences = new long[count];
    int[] shards = new int[count];
    long[] received = new long[count];
    int[] versions = new int[count];
    int[] firstRanks = new int[count];
    int[] headerIds = new int[count];
    List<GroupHeader> headers = new ArrayList<>();
    int at = 0;
    int base = 0;
    for (SealedSegmentReader part : parts) {
      GroupTable table = part.groups();
      for (int g = 0; g < table.count(); g++, at++) {
        sequences[at] = table.sequences()[g];
        shards[at] = table.shards()[g];
        received[at] = table.receivedSeconds()[g];
        versions[at] = table.indexVersions()[g];
        firstRanks[at] = base + table.firstRanks()[g];
        headerIds[at] = headers.size() + table.headerIds()[g];
      }
      headers.addAll(table.headers());
      base += part.rowCount();
    }
    return new GroupTable(
        count, rowCount, sequences, shards, received, versions, firstRanks, headerIds, headers);
  }

  @Override
  public Collection<ColumnKey> columnKeys() {
    Set<ColumnKey> keys = new LinkedHashSet<>();
    parts.forEach(part -> keys.addAll(part.storedKeys()));
    return keys;
  }

  @Override
  public ColumnSource column(ColumnKey key) {
    ByteDictionary dictionary = new ByteDictionary();
    int[] ids = new int[rowCount];
    Arrays.fill(ids, -1);
    int base = 0;
    for (SealedSegmentReader part : parts) {
      ColumnReader column = part.stored(key);
      if (column != null) {
        copy(part, column, dictionary, ids, base);
      }
      base += part.rowCount();
    }
    return new Merged(key, dictionary.view(), ids);
  }

  private static void copy(
      SealedSegmentReader part,
      ColumnReader column,
      ByteDictionary dictionary,
      int[] ids,
      int base) {
    int[] mapped = new int[column.valueCount()];
    byte[] buffer = new byte[column.maxByteLength()];
    for (int id = 0; id < mapped.length; id++) {
      mapped[id] = dictionary.add(buffer, 0, column.copy(id, buffer, 0));
    }
    for (int row = 0; row < part.rowCount(); row++) {
      int id = column.id(row);
      if (id >= 0) {
        ids[base + part.rank(row)] = mapped[id];
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // internal carrier, never compared
  private record Merged(ColumnKey key, ByteDictionary.View values, int[] rowIds)
      implements ColumnSource {
    @Override
    public int valueCount() {
      return values.size();
    }

    @Override
    public int maxLength() {
      return values.maxLength();
    }

    @Override
    public int copy(int id, byte[] out) {
      return values.copy(id, out, 0);
    }

    @Override
    public void ids(int[] out) {
      System.arraycopy(rowIds, 0, out, 0, rowIds.length);
    }
  }
}
