// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.columns.GroupTable;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The group table as stored. */
final class GroupParts {
  private GroupParts() {}

  static void write(GroupTable groups, ByteSink out) {
    int count = groups.count();
    PackedLongs.write(groups.sequences(), count, out);
    PackedLongs.write(widen(groups.shards(), count), count, out);
    PackedLongs.write(groups.receivedSeconds(), count, out);
    PackedLongs.write(widen(groups.indexVersions(), count), count, out);
    PackedLongs.write(widen(groups.firstRanks(), count), count, out);
    PackedLongs.write(widen(groups.headerIds(), count), count, out);
    out.varint(groups.headers().size());
    for (GroupHeader header : groups.headers()) {
      byte[] bytes = header.encode();
      out.block(bytes, 0, bytes.length);
    }
  }

  private static long[] widen(int[] values, int count) {
    long[] result = new long[count];
    Arrays.setAll(result, i -> values[i]);
    return result;
  }

  static GroupTable read(ByteSource in, int rowCount) {
    long[] sequences = longs(PackedLongs.read(in));
    int count = sequences.length;
    int[] shards = ints(PackedLongs.read(in), count, Integer.MAX_VALUE);
    long[] received = longs(PackedLongs.read(in));
    int[] versions = ints(PackedLongs.read(in), count, Integer.MAX_VALUE);
    int[] firstRanks = ints(PackedLongs.read(in), count, rowCount);
    PackedLongs headerNumbers = PackedLongs.read(in);
    int headerCount = in.count(in.remaining());
    List<GroupHeader> headers = new ArrayList<>(headerCount);
    for (int i = 0; i < headerCount; i++) {
      headers.add(GroupHeader.decode(in.block()));
    }
    int[] headerIds = ints(headerNumbers, count, headerCount - 1);
    if (count == 0 || received.length != count) {
      throw new MalformedBytesException("groups: " + count + " and " + received.length);
    }
    return new GroupTable(
        count, rowCount, sequences, shards, received, versions, firstRanks, headerIds, headers);
  }

  private static long[] longs(PackedLongs packed) {
    long[] result = new long[packed.count()];
    packed.get(0, result.length, result);
    return result;
  }

  private static int[] ints(PackedLongs packed, int count, int max) {
    if (packed.count() != count) {
      throw new MalformedBytesException(
          "groups: " + packed.count() + " entries (expected: " + count + ")");
    }
    int[] result = new int[count];
    for (int i = 0; i < count; i++) {
      long value = packed.get(i);
      if (value < 0 || value > max) {
        throw new MalformedBytesException(
            "groups: entry of " + value + " (expected: at most " + max + ")");
      }
      result[i] = (int) value;
    }
    return result;
  }
}
