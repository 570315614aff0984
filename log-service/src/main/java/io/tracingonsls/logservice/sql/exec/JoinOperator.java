// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.ConstantVector;
import io.tracingonsls.logservice.sql.vector.LazyBatch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Hash join: keeps the right side in memory and looks the rows of the left side up by equal keys (NULL equals nothing); a
 * further condition is checked per pair. Without keys every pair is looked at. Output: the left columns, then the right ones.
 */
public final class JoinOperator implements Operator {
  private final Operator left;
  private final Operator right;
  private final Spec spec;
  private final QueryGuard guard;
  private final TupleTable keys;
  private @Nullable BuildSide build;
  private @Nullable Batch probe;
  private int[] probeKeys = new int[0];
  private boolean[] probeMatched = new boolean[0];
  private int probeRow;
  private int buildRow = -1;
  private boolean drained;
  private int nextUnmatched;

  /**
   * What to join.
   *
   * @param leftKeys over the left columns
   * @param rightKeys over the right columns, of the same types
   * @param condition over both sides' columns, or null
   * @param keepLeft whether left rows without a partner are kept
   * @param keepRight whether right rows without a partner are kept
   * @param rightTypes types of the right columns
   * @param rightUsed which right columns anybody will ask for
   */
  public record Spec(
      List<Expression> leftKeys,
      List<Expression> rightKeys,
      @Nullable Expression condition,
      boolean keepLeft,
      boolean keepRight,
      List<SqlType> leftTypes,
      List<SqlType> rightTypes,
      IntPredicate rightUsed) {
    public Spec {
      leftKeys = List.copyOf(leftKeys);
      rightKeys = List.copyOf(rightKeys);
      leftTypes = List.copyOf(leftTypes);
      rightTypes = List.copyOf(rightTypes);
    }
  }

  public JoinOperator(Operator left, Operator right, Spec spec, QueryGuard guard) {
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.guard = guard;
    this.keys =
        new TupleTable(spec.rightKeys().stream().map(Expression::type).toList(), false, guard);
  }

  /** The right side: its columns and, per key, the chain of its rows. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, written by its owner only
  private record BuildSide(
      Batch rows,
      int[] firstOfKey,
      int[] nextOfRow,
      boolean[] matched,
      @Nullable Vector[] columns) {}

  @Override
  public @Nullable Batch next() {
    BuildSide side = build;
    if (side == null) {
      side = build();
      build = side;
      if (!spec.keepLeft()) {
        left.restrict(this::withPartner);
      }
    }
    while (!drained) {
      guard.check();
      Batch current = probe == null ? nextProbe() : probe;
      if (current == null) {
        drained = true;
        break;
      }
      Batch pairs = pairs(current, side);
      if (pairs != null) {
        return pairs;
      }
      probe = null;
      Batch alone = spec.keepLeft() ? unmatchedLeft(current) : null;
      if (alone != null) {
        return alone;
      }
    }
    return spec.keepRight() ? unmatchedRight(side) : null;
  }

  private BuildSide build() {
    List<Integer> kept = new ArrayList<>();
    List<SqlType> keptTypes = new ArrayList<>();
    for (int i = 0; i < spec.rightTypes().size(); i++) {
      if (spec.rightUsed().test(i)) {
        kept.add(i);
        keptTypes.add(spec.rightTypes().get(i));
      }
    }
    RowStore store = new RowStore(keptTypes, guard);
    int[] keyOfRow = new int[16];
    for (Batch batch = right.next(); batch != null; batch = right.next()) {
      int count = batch.size();
      if (count > 0) {
        keyOfRow = keyOfRow.length >= store.size() + count
            ? keyOfRow
            : Arrays.copyOf(keyOfRow, 2 * (store.size() + count));
        int[] numbers = keyNumbers(batch, spec.rightKeys(), true);
        System.arraycopy(numbers, 0, keyOfRow, store.size(), count);
        Batch current = batch;
        store.add(kept.stream().map(current::column).toList(), count);
        guard.reserve(6L * count);
      }
    }
    return chain(store, kept, keyOfRow);
  }

  private BuildSide chain(RowStore store, List<Integer> kept, int[] keyOfRow) {
    int size = store.size();
    guard.reserve(5L * size + (long) Integer.BYTES * keys.size());
    int[] first = new int[Math.max(1, keys.size())];
    Arrays.fill(first, -1);
    int[] next = new int[size];
    for (int row = size - 1; row >= 0; row--) {
      next[row] = -1;
      if (keyOfRow[row] >= 0) {
        next[row] = first[keyOfRow[row]];
        first[keyOfRow[row]] = row;
      }
    }
    @Nullable Vector[] columns = new @Nullable Vector[spec.rightTypes().size()];
    List<Vector> stored = store.columns();
    for (int i = 0; i < kept.size(); i++) {
      columns[kept.get(i)] = stored.get(i);
    }
    return new BuildSide(
        RowStore.batch(stored, size),
        first,
        next,
        new boolean[spec.keepRight() ? size : 0],
        columns);
  }

  /** The number of each row's key; -1 for a key with NULL or, when looking up, an unknown one. */
  private int[] keyNumbers(Batch batch, List<Expression> expressions, boolean add) {
    int count = batch.size();
    Vector[] vectors = new Vector[expressions.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = expressions.get(i).evaluate(batch);
    }
    int[] numbers = new int[count];
    keys.numbers(vectors, count, numbers, add);
    return numbers;
  }

  /** The left rows whose keys the right side has. */
  private int[] withPartner(Batch batch) {
    int[] numbers = keyNumbers(batch, spec.leftKeys(), false);
    int[] positions = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < positions.length; i++) {
      if (numbers[i] >= 0) {
        positions[count++] = i;
      }
    }
    return Arrays.copyOf(positions, count);
  }

  private @Nullable Batch nextProbe() {
    Batch batch = left.next();
    while (batch != null && batch.size() == 0) {
      batch = left.next();
    }
    if (batch != null) {
      probe = batch;
      probeKeys = keyNumbers(batch, spec.leftKeys(), false);
      probeMatched = new boolean[batch.size()];
      probeRow = -1;
      buildRow = -1;
    }
    return batch;
  }

  /** The next pairs of the current left batch, or null when there are no more. */
  private @Nullable Batch pairs(Batch current, BuildSide side) {
    int[] lefts = new int[BATCH_ROWS];
    int[] rights = new int[BATCH_ROWS];
    int count = 0;
    while (count < BATCH_ROWS && advance(current, side)) {
      lefts[count] = probeRow;
      rights[count++] = buildRow;
    }
    if (count == 0) {
      return null;
    }
    Batch pairs = new Joined(current, side, lefts, rights, count);
    int[] kept = spec.condition() == null
        ? null
        : BooleanVector.of(spec.condition().evaluate(pairs)).truePositions();
    for (int i = 0; i < (kept == null ? count : kept.length); i++) {
      int pair = kept == null ? i : kept[i];
      probeMatched[lefts[pair]] = true;
      if (spec.keepRight()) {
        side.matched()[rights[pair]] = true;
      }
    }
    return kept == null ? pairs : pairs.select(kept, kept.length);
  }

  /** Moves to the next pair; false at the end of the left batch. */
  private boolean advance(Batch current, BuildSide side) {
    if (buildRow >= 0) {
      buildRow = side.nextOfRow()[buildRow];
    }
    while (buildRow < 0) {
      if (++probeRow >= current.size()) {
        probeRow = current.size();
        return false;
      }
      int key = probeKeys[probeRow];
      buildRow = key < 0 || key >= side.firstOfKey().length ? -1 : side.firstOfKey()[key];
    }
    return true;
  }

  private @Nullable Batch unmatchedLeft(Batch current) {
    int[] lefts = new int[current.size()];
    int count = 0;
    for (int i = 0; i < lefts.length; i++) {
      if (!probeMatched[i]) {
        lefts[count++] = i;
      }
    }
    int[] rights = new int[count];
    Arrays.fill(rights, -1);
    BuildSide side = build;
    return count == 0 || side == null ? null : new Joined(current, side, lefts, rights, count);
  }

  private @Nullable Batch unmatchedRight(BuildSide side) {
    int[] rights = new int[BATCH_ROWS];
    int count = 0;
    while (nextUnmatched < side.matched().length && count < BATCH_ROWS) {
      if (!side.matched()[nextUnmatched]) {
        rights[count++] = nextUnmatched;
      }
      nextUnmatched++;
    }
    int[] lefts = new int[count];
    Arrays.fill(lefts, -1);
    return count == 0 ? null : new Joined(Batch.of(0), side, lefts, rights, count);
  }

  /** Pairs of rows; -1 stands for a row of NULLs. */
  private final class Joined extends LazyBatch {
    private final Batch leftRows;
    private final BuildSide side;
    private final int[] lefts;
    private final int[] rights;

    private Joined(Batch leftRows, BuildSide side, int[] lefts, int[] rights, int count) {
      super(count);
      this.leftRows = leftRows;
      this.side = side;
      this.lefts = lefts;
      this.rights = rights;
    }

    @Override
    protected Vector load(int index) {
      int leftCount = spec.leftTypes().size();
      int count = size();
      if (index < leftCount) {
        boolean missing = count > 0 && lefts[0] < 0;
        return missing
            ? new ConstantVector(count, null)
            : leftRows.column(index).select(lefts, count);
      }
      Vector stored = side.columns()[index - leftCount];
      if (stored == null) {
        throw new IllegalStateException("column: " + index + " (expected: one announced as used)");
      }
      boolean missing = count > 0 && rights[0] < 0;
      return missing ? new ConstantVector(count, null) : stored.select(rights, count);
    }
  }
}
