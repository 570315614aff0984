// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.index.IndexConfig;
import io.tracingonsls.logservice.index.IndexHistory;
import io.tracingonsls.logservice.search.CompiledSearch;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.search.RowSet;
import io.tracingonsls.logservice.sql.function.ColumnValue;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Inner join of the log with itself where one pair of keys is the same stored column (the trace id) and the other leads from one
 * column to another (parent span id to span id). Nearly all traces lie in one segment, and there a row's partner is known from
 * {@link SegmentLinks}, so that nothing is hashed; the rows of all other traces go through the hash join.
 */
public final class SelfJoinOperator implements Operator {
  private static final long BYTES_PER_ROW = 64;

  private final RowChain left;
  private final RowChain right;
  private final JoinOperator.Spec spec;
  private final Keys keys;
  private final Operator others;
  private final Log log;
  private final QueryGuard guard;
  private final Map<SegmentReader, RowSet> otherRows = new HashMap<>();
  private List<SegmentSlice> slices = List.of();
  private @Nullable PartitionSplit split;
  private int nextSlice;
  private @Nullable Pairs pairs;
  private int nextPair;
  private boolean localDone;

  /** What the rows of the log are, for the statement. */
  public record Log(CompiledSearch search, IndexHistory index) {}

  private record Keys(ScanColumn partition, ScanColumn target, ScanColumn pointer) {
    private SegmentLinks.Columns columns() {
      return new SegmentLinks.Columns(partition.field(), target.field(), pointer.field());
    }

    private boolean visible(IndexConfig config) {
      return SliceColumns.isVisible(partition, config)
          && SliceColumns.isVisible(target, config)
          && SliceColumns.isVisible(pointer, config);
    }
  }

  /** Pairs of one segment. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, read by its owner only
  private record Pairs(Batch left, Batch right, int[] lefts, int[] rights, int count, long bytes) {}

  private SelfJoinOperator(
      RowChain left,
      RowChain right,
      JoinOperator.Spec spec,
      Keys keys,
      Operator others,
      Log log,
      QueryGuard guard) {
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.keys = keys;
    this.others = others;
    this.log = log;
    this.guard = guard;
  }

  /** The same rows as of {@link JoinOperator}, faster where both sides are rows of the log. */
  public static Operator of(
      Operator left, Operator right, JoinOperator.Spec spec, Log log, QueryGuard guard) {
    Operator hash = new JoinOperator(left, right, spec, guard);
    RowChain leftChain = RowChain.of(left);
    RowChain rightChain = RowChain.of(right);
    if (leftChain == null
        || rightChain == null
        || rightChain.hasDistinct()
        || leftChain.input() == rightChain.input()
        || !leftChain.input().readsSameRowsAs(rightChain.input())) {
      return hash;
    }
    boolean inner = !spec.keepLeft() && !spec.keepRight();
    Keys keys = inner ? keys(leftChain, rightChain, spec) : null;
    return keys == null
        ? hash
        : new SelfJoinOperator(leftChain, rightChain, spec, keys, hash, log, guard);
  }

  private static @Nullable Keys keys(RowChain left, RowChain right, JoinOperator.Spec spec) {
    if (spec.leftKeys().size() != 2) {
      return null;
    }
    for (int same = 0; same < 2; same++) {
      ScanColumn partition = stored(left, spec.leftKeys().get(same));
      ScanColumn other = stored(right, spec.rightKeys().get(same));
      ScanColumn target = stored(left, spec.leftKeys().get(1 - same));
      ScanColumn pointer = stored(right, spec.rightKeys().get(1 - same));
      if (partition != null && partition.equals(other) && target != null && pointer != null) {
        return new Keys(partition, target, pointer);
      }
    }
    return null;
  }

  /** The stored text that a key repeats, or null for any other key. */
  private static @Nullable ScanColumn stored(RowChain chain, Expression key) {
    int column = key instanceof ColumnValue value ? chain.source(value.index()) : -1;
    if (column < 0) {
      return null;
    }
    ScanColumn stored = chain.input().columns().get(column);
    boolean text = stored.source() == ScanColumn.Source.FIELD
        && stored.type().is(SqlType.Kind.VARCHAR)
        && !stored.key().isEmpty();
    return text ? stored : null;
  }

  @Override
  public @Nullable Batch next() {
    PartitionSplit parts = split;
    if (parts == null) {
      parts = split();
      split = parts;
    }
    while (!localDone) {
      guard.check();
      Pairs current = pairs;
      if (current != null && nextPair < current.count()) {
        return take(current);
      }
      if (current != null) {
        guard.release(current.bytes());
        pairs = null;
      }
      if (nextSlice == slices.size()) {
        localDone = true;
        left.input().readOnly(otherRows);
        right.input().readOnly(otherRows);
      } else {
        pairs = pairs(nextSlice++, parts);
        nextPair = 0;
      }
    }
    return otherRows.isEmpty() ? null : others.next();
  }

  private PartitionSplit split() {
    slices = left.input().slices();
    int maxBytes = log.index().current().maxTextLen();
    boolean cut = slices.stream()
        .anyMatch(slice -> SegmentLinks.longest(slice.segment(), keys.columns()) > maxBytes);
    List<Boolean> usable = new ArrayList<>();
    for (SegmentSlice slice : slices) {
      int version = slice.segment().minIndexVersion();
      usable.add(!cut
          && version == slice.segment().maxIndexVersion()
          && keys.visible(log.index().at(version)));
    }
    return new PartitionSplit(slices, usable, keys.columns(), guard);
  }

  private Batch take(Pairs current) {
    int count = Math.min(BATCH_ROWS, current.count() - nextPair);
    int[] lefts = Arrays.copyOfRange(current.lefts(), nextPair, nextPair + count);
    int[] rights = Arrays.copyOfRange(current.rights(), nextPair, nextPair + count);
    nextPair += count;
    Batch batch = new PairBatch(
        current.left(), current.right(), spec.leftTypes().size(), lefts, rights, count);
    Expression condition = spec.condition();
    if (condition == null) {
      return batch;
    }
    int[] kept = BooleanVector.of(condition.evaluate(batch)).truePositions();
    return batch.select(kept, kept.length);
  }

  /** The pairs of a slice's own partitions; the rows of the others are put aside. */
  private @Nullable Pairs pairs(int number, PartitionSplit parts) {
    SegmentSlice slice = slices.get(number);
    RowSet rows = log.search().rows(slice, guard);
    RowSet shared = parts.sharedRows(number);
    if (!shared.isEmpty()) {
      otherRows.put(slice.segment(), shared);
      rows.andNot(shared);
    }
    SegmentLinks links = parts.links(number);
    int[] targets = new int[slice.rowCount()];
    int[] pointers = new int[slice.rowCount()];
    int targetCount = 0;
    int pointerCount = 0;
    for (int row = rows.next(slice.fromRow()); row >= 0; row = rows.next(row + 1)) {
      targets[targetCount++] = row;
      if (rows.contains(links.partner(row))) {
        pointers[pointerCount++] = row;
      }
    }
    if (pointerCount == 0) {
      return null;
    }
    long bytes = BYTES_PER_ROW * slice.rowCount();
    guard.reserve(bytes);
    return pairs(
        slice,
        links,
        Arrays.copyOf(targets, targetCount),
        Arrays.copyOf(pointers, pointerCount),
        bytes);
  }

  private Pairs pairs(
      SegmentSlice slice, SegmentLinks links, int[] targets, int[] pointers, long bytes) {
    List<ScanColumn> columns = left.input().columns();
    SliceColumns leftColumns = new SliceColumns(slice.segment(), log.index(), columns, guard);
    // One dictionary for both sides lets them be compared by ids.
    SliceColumns rightColumns = columns.equals(right.input().columns())
        ? leftColumns
        : new SliceColumns(slice.segment(), log.index(), right.input().columns(), guard);
    RowChain.Output leftRows = left.run(new ScanBatch(leftColumns, targets, targets.length));
    RowChain.Output rightRows = right.run(new ScanBatch(rightColumns, pointers, pointers.length));
    int[] positions = new int[slice.rowCount()];
    Arrays.fill(positions, -1);
    for (int i = 0; i < leftRows.positions().length; i++) {
      positions[targets[leftRows.positions()[i]] - slice.fromRow()] = i;
    }
    int[] lefts = new int[rightRows.positions().length];
    int[] rights = new int[lefts.length];
    int count = 0;
    for (int i = 0; i < lefts.length; i++) {
      int partner = links.partner(pointers[rightRows.positions()[i]]);
      lefts[count] = positions[partner - slice.fromRow()];
      rights[count] = i;
      count += lefts[count] >= 0 ? 1 : 0;
    }
    return new Pairs(leftRows.rows(), rightRows.rows(), lefts, rights, count, bytes);
  }
}
