// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups rows by keys and aggregates each group; without keys there is exactly one group. Output: keys, then aggregates. */
public final class AggregateOperator implements Operator {
  private final Operator input;
  private final List<Expression> keys;
  private final List<Call> calls;
  private final QueryGuard guard;
  private final TupleTable groups;
  private final @Nullable TopHint hint;
  private final List<Accumulator> accumulators = new ArrayList<>();
  private @Nullable RowFilter restriction;
  private boolean consumed;
  private int nextGroup;

  /**
   * One aggregate.
   *
   * @param arguments already of the types the aggregate wants
   * @param filter only rows for which it is TRUE take part, or null
   */
  public record Call(
      Aggregates.Choice choice,
      boolean distinct,
      List<Expression> arguments,
      @Nullable Expression filter) {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  public AggregateOperator(
      Operator input, List<Expression> keys, List<Call> calls, QueryGuard guard) {
    this(input, keys, calls, guard, null);
  }

  /** {@code hint}, if given, is about the first and only call, the maximum of a bigint. */
  public AggregateOperator(
      Operator input,
      List<Expression> keys,
      List<Call> calls,
      QueryGuard guard,
      @Nullable TopHint hint) {
    this.hint = hint;
    this.input = input;
    this.keys = List.copyOf(keys);
    this.calls = calls;
    this.guard = guard;
    this.groups = new TupleTable(keys.stream().map(Expression::type).toList(), true, guard);
  }

  /** Only where groups are all there is to see: an aggregate may need the rows of a group that the filter drops, never in part. */
  @Override
  public void restrict(RowFilter filter) {
    if (calls.isEmpty() && !consumed) {
      restriction = filter;
    }
  }

  /** Distinct rows, for who knows that no two rows of the input are equal in all keys. */
  @Override
  public @Nullable RowStep step() {
    if (!calls.isEmpty()) {
      return null;
    }
    return new RowStep(
        input,
        null,
        batch -> new ProjectOperator.Projected(batch, keys),
        column -> ProjectOperator.source(keys, column));
  }

  @Override
  public @Nullable Batch next() {
    if (!consumed) {
      consume();
      consumed = true;
    }
    int from = nextGroup;
    int to = Math.min(groups.size(), from + BATCH_ROWS);
    if (from >= to) {
      return null;
    }
    nextGroup = to;
    return output(from, to);
  }

  private void consume() {
    for (Call call : calls) {
      accumulators.add(call.choice().make(call.distinct(), guard));
    }
    for (Batch batch = input.next(); batch != null; batch = input.next()) {
      if (batch.size() > 0) {
        addRelevant(batch);
      }
    }
  }

  private void addRelevant(Batch batch) {
    TopHint top = hint;
    if (top == null) {
      add(batch);
      return;
    }
    int[] positions = top.relevant(LongVector.of(calls.get(0).arguments().get(0).evaluate(batch)));
    if (positions.length > 0) {
      add(positions.length == batch.size() ? batch : batch.select(positions, positions.length));
      top.learn(accumulators.get(0), groups.size());
    }
  }

  private void add(Batch batch) {
    int count = batch.size();
    Vector[] keyVectors = new Vector[keys.size()];
    for (int i = 0; i < keyVectors.length; i++) {
      keyVectors[i] = keys.get(i).evaluate(batch);
    }
    RowFilter filter = restriction;
    if (filter != null) {
      int[] kept = filter.positions(Batch.of(count, keyVectors));
      for (int i = 0; i < keyVectors.length; i++) {
        keyVectors[i] = keyVectors[i].select(kept, kept.length);
      }
      count = kept.length;
    }
    int[] numbers = new int[count];
    groups.numbers(keyVectors, count, numbers, true);
    for (int i = 0; i < calls.size(); i++) {
      add(calls.get(i), accumulators.get(i), batch, numbers);
    }
    guard.check();
  }

  private void add(Call call, Accumulator accumulator, Batch batch, int[] numbers) {
    Expression filter = call.filter();
    if (filter == null) {
      accumulator.add(numbers, batch.size(), groups.size(), arguments(call, batch));
      return;
    }
    int[] positions = BooleanVector.of(filter.evaluate(batch)).truePositions();
    int[] selected = new int[positions.length];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = numbers[positions[i]];
    }
    Batch rows = batch.select(positions, positions.length);
    accumulator.add(selected, selected.length, groups.size(), arguments(call, rows));
  }

  private static Vector[] arguments(Call call, Batch batch) {
    Vector[] arguments = new Vector[call.arguments().size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = call.arguments().get(i).evaluate(batch);
    }
    return arguments;
  }

  private Batch output(int from, int to) {
    Vector[] columns = new Vector[keys.size() + calls.size()];
    for (int i = 0; i < keys.size(); i++) {
      columns[i] = groups.values(from, to, i);
    }
    for (int i = 0; i < calls.size(); i++) {
      VectorBuilder column = new VectorBuilder(calls.get(i).choice().result());
      for (int group = from; group < to; group++) {
        column.add(accumulators.get(i).result(group));
      }
      columns[keys.size() + i] = column.build();
    }
    return Batch.of(to - from, columns);
  }

  /** Type of an output column. */
  public SqlType type(int column) {
    return column < keys.size()
        ? keys.get(column).type()
        : calls.get(column - keys.size()).choice().result();
  }
}
