// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate over a frame. A frame that only grows is added up once; where it grows backwards, that is done only for aggregates
 * that do not see the order of rows. Frames that move are computed one by one, many at a time, in as many steps as they have rows.
 */
final class WindowAggregate implements WindowFunction {
  private static final int PAIRS = 4096;
  private static final int BYTES_PER_ELEMENT = 8;
  private static final int BYTES_PER_ENTRY = 48;

  private final Aggregates.Choice choice;
  private final boolean anyOrder;
  private final List<Expression> arguments;
  private final WindowFrame frame;
  private final QueryGuard guard;

  /** {@code anyOrder}: the result is the same in whichever order rows are added. */
  WindowAggregate(
      Aggregates.Choice choice,
      boolean anyOrder,
      List<Expression> arguments,
      WindowFrame frame,
      QueryGuard guard) {
    this.choice = choice;
    this.anyOrder = anyOrder;
    this.arguments = List.copyOf(arguments);
    this.frame = frame;
    this.guard = guard;
  }

  @Override
  public SqlType type() {
    return choice.result();
  }

  @Override
  public Computation start(Batch rows) {
    Vector[] values =
        arguments.stream().map(argument -> argument.evaluate(rows)).toArray(Vector[]::new);
    WindowFrame.Rows frames = frame.rows(rows);
    return (from, to, newPeer, results) -> {
      frames.partition(from, to, newPeer);
      if (frame.startsWithPartition()) {
        growing(values, frames, from, to, results);
      } else if (frame.endsWithPartition() && anyOrder) {
        growingBackwards(values, frames, from, to, results);
      } else {
        moving(values, frames, from, to, results);
      }
    };
  }

  /** All frames begin with the first row; most end where the one before did, or later. */
  private void growing(
      Vector[] values, WindowFrame.Rows frames, int from, int to, VectorBuilder results) {
    Accumulator accumulator = choice.make(false, guard);
    int added = from;
    Object result = accumulator.result(0);
    for (int row = from; row < to; row++) {
      int end = frames.end(row);
      if (end < added) {
        accumulator = choice.make(false, guard);
        added = from;
        result = accumulator.result(0);
      }
      if (end > added) {
        add(accumulator, values, added, end);
        added = end;
        result = kept(accumulator.result(0));
      }
      results.add(result);
    }
  }

  /** All frames end with the last row. */
  private void growingBackwards(
      Vector[] values, WindowFrame.Rows frames, int from, int to, VectorBuilder results) {
    @Nullable Object[] backwards = new @Nullable Object[to - from];
    Accumulator accumulator = choice.make(false, guard);
    int added = to;
    Object result = accumulator.result(0);
    for (int row = to - 1; row >= from; row--) {
      int start = frames.start(row);
      if (start > added) {
        accumulator = choice.make(false, guard);
        added = to;
        result = accumulator.result(0);
      }
      if (start < added) {
        add(accumulator, values, start, added);
        added = start;
        result = kept(accumulator.result(0));
      }
      backwards[row - from] = result;
    }
    for (Object value : backwards) {
      results.add(value);
    }
  }

  private void add(Accumulator accumulator, Vector[] values, int from, int to) {
    for (int start = from; start < to; start += PAIRS) {
      int count = Math.min(PAIRS, to - start);
      int[] positions = new int[count];
      for (int i = 0; i < count; i++) {
        positions[i] = start + i;
      }
      Selection.addSelected(accumulator, new int[count], 1, values, positions, count);
    }
    guard.check();
  }

  private void moving(
      Vector[] values, WindowFrame.Rows frames, int from, int to, VectorBuilder results) {
    int row = from;
    while (row < to) {
      long before = guard.reservedBytes();
      MovingFrames batch = new MovingFrames(choice.make(false, guard), values, PAIRS, guard);
      int end = row;
      while (end < to && batch.hasRoom()) {
        batch.add(frames.start(end), frames.end(end));
        end++;
      }
      batch.finish();
      guard.release(guard.reservedBytes() - before);
      for (; row < end; row++) {
        results.add(kept(batch.next()));
      }
    }
  }

  /** Counts a result that is a collection of its own. */
  private @Nullable Object kept(@Nullable Object result) {
    if (result instanceof Collection<?> list) {
      guard.reserve((long) BYTES_PER_ELEMENT * list.size());
    } else if (result instanceof Map<?, ?> map) {
      guard.reserve((long) BYTES_PER_ENTRY * map.size());
    }
    return result;
  }
}
