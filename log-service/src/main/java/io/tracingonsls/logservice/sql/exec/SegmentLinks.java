// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.DerivedData;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.bytes.ByteHash;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a segment point to each other: within rows of one partition (a trace), row {@code r} points to the row whose
 * {@code target} column (span id) has the value of {@code r}'s {@code pointer} column (parent span id). Follows from the stored
 * columns alone, whatever a query selects; sealed segments remember it.
 */
@SuppressWarnings("ArrayRecordComponent") // read only once made, never compared
record SegmentLinks(int[] partners, long[] partitions, BitSet ambiguous) implements DerivedData {
  /** Secret, so that nobody can send values whose hashes collide. */
  private static final long SEED = new SecureRandom().nextLong();

  /**
   * The three columns.
   *
   * @param partition rows point to rows of the same value
   * @param target what is pointed to
   * @param pointer what points
   */
  record Columns(String partition, String target, String pointer) {
    private String name() {
      return "links:" + partition.length() + ':' + partition + target.length() + ':' + target
          + pointer;
    }
  }

  /** The links of a segment; {@code partners} is empty when a column is missing: nothing points anywhere then. */
  static SegmentLinks of(SegmentReader segment, Columns columns) {
    return segment.derived(columns.name(), SegmentLinks.class, () -> compute(segment, columns));
  }

  private static SegmentLinks compute(SegmentReader segment, Columns columns) {
    ColumnReader partition = segment.column(columns.partition());
    ColumnReader target = segment.column(columns.target());
    ColumnReader pointer = segment.column(columns.pointer());
    if (partition == null) {
      return new SegmentLinks(new int[0], new long[0], new BitSet());
    }
    BitSet ambiguous = new BitSet();
    int[] partners = target == null || pointer == null
        ? new int[0]
        : partners(segment.rowCount(), partition, target, pointer, ambiguous);
    return new SegmentLinks(partners, hashes(partition), ambiguous);
  }

  private static int[] partners(
      int rowCount,
      ColumnReader partition,
      ColumnReader target,
      ColumnReader pointer,
      BitSet ambiguous) {
    int[] partitions = ids(partition, rowCount);
    LongIntMap rows = new LongIntMap(rowCount);
    int[] targets = ids(target, rowCount);
    for (int row = 0; row < rowCount; row++) {
      if (partitions[row] >= 0 && targets[row] >= 0) {
        int known = rows.getOrPut((long) partitions[row] << 32 | targets[row], row);
        if (known != row) {
          ambiguous.set(partitions[row]);
        }
      }
    }
    int[] targetOfPointer = translate(pointer, target);
    int[] partners = ids(pointer, rowCount);
    for (int row = 0; row < rowCount; row++) {
      int wanted = partners[row] < 0 ? -1 : targetOfPointer[partners[row]];
      partners[row] =
          partitions[row] < 0 || wanted < 0 ? -1 : rows.get((long) partitions[row] << 32 | wanted);
    }
    return partners;
  }

  private static int[] ids(ColumnReader column, int rowCount) {
    int[] ids = new int[rowCount];
    column.ids(0, rowCount, ids);
    return ids;
  }

  private static long[] hashes(ColumnReader column) {
    long[] hashes = new long[column.valueCount()];
    byte[] buffer = new byte[column.maxByteLength()];
    for (int id = 0; id < hashes.length; id++) {
      hashes[id] = ByteHash.hash(SEED, buffer, 0, column.copy(id, buffer, 0));
    }
    return hashes;
  }

  /** For each id of one column the id of the same value in another, or -1. */
  private static int[] translate(ColumnReader from, ColumnReader to) {
    long[] hashes = hashes(to);
    LongIntMap byHash = new LongIntMap(hashes.length);
    for (int id = 0; id < hashes.length; id++) {
      byHash.getOrPut(hashes[id], id);
    }
    int[] translated = new int[from.valueCount()];
    byte[] value = new byte[from.maxByteLength()];
    byte[] found = new byte[to.maxByteLength()];
    for (int id = 0; id < translated.length; id++) {
      int length = from.copy(id, value, 0);
      // Two values with one hash are next to impossible; then the column is asked.
      int candidate = byHash.get(ByteHash.hash(SEED, value, 0, length));
      translated[id] = candidate < 0 || isValue(to, candidate, found, value, length)
          ? candidate
          : to.lookup(Arrays.copyOf(value, length));
    }
    return translated;
  }

  private static boolean isValue(
      ColumnReader column, int id, byte[] buffer, byte[] value, int length) {
    return column.copy(id, buffer, 0) == length && ByteHash.equal(buffer, 0, value, 0, length);
  }

  /** The row that a row points to, or -1. */
  int partner(int row) {
    return partners.length == 0 ? -1 : partners[row];
  }

  @Override
  public long heapBytes() {
    return 100L + 4L * partners.length + 8L * partitions.length + ambiguous.size() / 8;
  }

  /** The longest value of the columns, in bytes. */
  static int longest(SegmentReader segment, Columns columns) {
    int longest = 0;
    for (String name : new String[] {columns.partition(), columns.target(), columns.pointer()}) {
      @Nullable ColumnReader column = segment.column(name);
      longest = Math.max(longest, column == null ? 0 : column.maxByteLength());
    }
    return longest;
  }
}
