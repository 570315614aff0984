// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code cross join unnest}: one row per element of the longest array or map. Output: the input's columns, then one column
 * per array and two per map, then the ordinal if wanted.
 */
public final class UnnestOperator implements Operator {
  private final Operator input;
  private final int inputColumns;
  private final List<Expression> collections;
  private final boolean ordinality;

  public UnnestOperator(
      Operator input, int inputColumns, List<Expression> collections, boolean ordinality) {
    this.input = input;
    this.inputColumns = inputColumns;
    this.collections = List.copyOf(collections);
    this.ordinality = ordinality;
  }

  /** Types of the columns added. */
  public static List<SqlType> types(List<Expression> collections, boolean ordinality) {
    List<SqlType> types = new ArrayList<>();
    for (Expression collection : collections) {
      types.addAll(collection.type().parameters());
    }
    if (ordinality) {
      types.add(SqlType.BIGINT);
    }
    return types;
  }

  @Override
  public @Nullable Batch next() {
    Batch batch = input.next();
    return batch == null ? null : unnest(batch);
  }

  private Batch unnest(Batch batch) {
    List<Vector> values =
        collections.stream().map(collection -> collection.evaluate(batch)).toList();
    List<VectorBuilder> builders =
        types(collections, ordinality).stream().map(VectorBuilder::new).toList();
    int[] rows = new int[16];
    int count = 0;
    for (int row = 0; row < batch.size(); row++) {
      List<List<?>> columns = columns(values, row);
      int longest = columns.stream().mapToInt(List::size).max().orElse(0);
      for (int i = 0; i < longest; i++) {
        rows = count < rows.length ? rows : Arrays.copyOf(rows, count * 2);
        rows[count++] = row;
        append(builders, columns, i);
      }
    }
    return output(batch, rows, count, builders);
  }

  private static List<List<?>> columns(List<Vector> values, int row) {
    List<List<?>> columns = new ArrayList<>();
    for (Vector vector : values) {
      Object value = vector.value(row);
      if (value instanceof Map<?, ?> map) {
        columns.add(new ArrayList<Object>(map.keySet()));
        columns.add(new ArrayList<@Nullable Object>(map.values()));
      } else {
        columns.add(value == null ? List.of() : (List<?>) value);
      }
    }
    return columns;
  }

  private void append(List<VectorBuilder> builders, List<List<?>> columns, int index) {
    for (int i = 0; i < columns.size() && i < builders.size(); i++) {
      List<?> column = columns.get(i);
      builders.get(i).add(index < column.size() ? column.get(index) : null);
    }
    if (ordinality) {
      builders.get(builders.size() - 1).add(index + 1L);
    }
  }

  private Batch output(Batch batch, int[] rows, int count, List<VectorBuilder> builders) {
    Batch repeated = batch.select(rows, count);
    List<Vector> added = builders.stream().map(VectorBuilder::build).toList();
    return new Batch() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public Vector column(int index) {
        return index < inputColumns ? repeated.column(index) : added.get(index - inputColumns);
      }
    };
  }
}
