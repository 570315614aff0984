// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Ranking and value functions, and aggregates over a frame. */
public final class WindowFunctions {
  private static final Set<String> RANKING =
      Set.of("row_number", "rank", "dense_rank", "percent_rank", "cume_dist", "ntile");
  private static final Set<String> VALUES =
      Set.of("lag", "lead", "first_value", "last_value", "nth_value");

  /** Aggregates whose result does not depend on the order of rows. */
  private static final Set<String> ANY_ORDER =
      Set.of("count", "count_if", "min", "max", "approx_distinct", "bool_and", "bool_or", "every");

  private WindowFunctions() {}

  /** Whether the name is a window function that is not an aggregate. */
  public static boolean knows(String name) {
    return RANKING.contains(name) || VALUES.contains(name);
  }

  /** Names of all ranking and value functions. */
  public static Set<String> names() {
    TreeSet<String> names = new TreeSet<>(RANKING);
    names.addAll(VALUES);
    return names;
  }

  /** A ranking or value function, or null when the arguments do not fit. */
  public static @Nullable WindowFunction of(
      String name, List<Expression> arguments, WindowFrame frame) {
    if (RANKING.contains(name)) {
      boolean ntile = name.equals("ntile");
      if (arguments.size() != (ntile ? 1 : 0)
          || (ntile && !arguments.get(0).type().is(SqlType.Kind.BIGINT))) {
        return null;
      }
      boolean real = name.equals("percent_rank") || name.equals("cume_dist");
      return simple(real ? SqlType.DOUBLE : SqlType.BIGINT, rows -> ranking(name, arguments, rows));
    }
    boolean offsets = name.equals("lag") || name.equals("lead");
    int least = name.equals("nth_value") ? 2 : 1;
    int most = offsets ? 3 : least;
    if (arguments.size() < least || arguments.size() > most) {
      return null;
    }
    if (arguments.size() > 1 && !arguments.get(1).type().is(SqlType.Kind.BIGINT)) {
      return null;
    }
    if (arguments.size() == 3
        && !arguments.get(2).type().equals(arguments.get(0).type())) {
      return null;
    }
    return simple(
        arguments.get(0).type(),
        rows -> offsets
            ? offset(name.equals("lag"), arguments, rows)
            : inFrame(name, arguments, rows, frame));
  }

  private interface Starter {
    WindowFunction.Computation start(Batch rows);
  }

  private static WindowFunction simple(SqlType type, Starter starter) {
    return new WindowFunction() {
      @Override
      public SqlType type() {
        return type;
      }

      @Override
      public Computation start(Batch rows) {
        return starter.start(rows);
      }
    };
  }

  private static WindowFunction.Computation ranking(
      String name, List<Expression> arguments, Batch rows) {
    Vector buckets = arguments.isEmpty() ? null : arguments.get(0).evaluate(rows);
    return (from, to, newPeer, results) -> {
      long rank = 0;
      long dense = 0;
      int peersEnd = from;
      for (int row = from; row < to; row++) {
        if (row == from || newPeer[row]) {
          rank = row - from + 1L;
          dense++;
          peersEnd = WindowFrame.peersEnd(row, to, newPeer);
        }
        results.add(
            switch (name) {
              case "row_number" -> (Object) (row - from + 1L);
              case "rank" -> rank;
              case "dense_rank" -> dense;
              case "percent_rank" -> to - from == 1 ? 0.0 : (rank - 1.0) / (to - from - 1);
              case "cume_dist" -> (peersEnd - from) / (double) (to - from);
              default -> ntile(row - from, to - from, buckets == null ? null : buckets.value(row));
            });
      }
    };
  }

  private static @Nullable Object ntile(int index, int size, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    long buckets = (Long) value;
    if (buckets <= 0) {
      throw QueryException.invalid("Buckets must be greater than 0");
    }
    if (buckets >= size) {
      return index + 1L;
    }
    long small = size / buckets;
    long larger = size % buckets;
    long inLarger = larger * (small + 1);
    return index < inLarger ? index / (small + 1) + 1 : larger + (index - inLarger) / small + 1;
  }

  private static WindowFunction.Computation offset(
      boolean back, List<Expression> arguments, Batch rows) {
    Vector values = arguments.get(0).evaluate(rows);
    Vector offsets = arguments.size() > 1 ? arguments.get(1).evaluate(rows) : null;
    Vector defaults = arguments.size() > 2 ? arguments.get(2).evaluate(rows) : null;
    return (from, to, newPeer, results) -> {
      for (int row = from; row < to; row++) {
        Object given = offsets == null ? Long.valueOf(1) : offsets.value(row);
        long distance = given == null ? 0 : (Long) given;
        if (distance < 0) {
          throw QueryException.invalid("Offset must be at least 0");
        }
        long target = back ? row - distance : row + distance;
        boolean inside = target >= from && target < to;
        results.add(
            given == null
                ? null
                : inside
                    ? values.value((int) target)
                    : defaults == null ? null : defaults.value(row));
      }
    };
  }

  private static WindowFunction.Computation inFrame(
      String name, List<Expression> arguments, Batch rows, WindowFrame frame) {
    Vector values = arguments.get(0).evaluate(rows);
    Vector positions = arguments.size() > 1 ? arguments.get(1).evaluate(rows) : null;
    WindowFrame.Rows frames = frame.rows(rows);
    return (from, to, newPeer, results) -> {
      frames.partition(from, to, newPeer);
      for (int row = from; row < to; row++) {
        int start = frames.start(row);
        int end = frames.end(row);
        long target = switch (name) {
          case "first_value" -> start;
          case "last_value" -> end - 1L;
          default -> nth(start, positions == null ? null : positions.value(row));
        };
        results.add(target >= start && target < end ? values.value((int) target) : null);
      }
    };
  }

  private static long nth(int start, @Nullable Object position) {
    if (position == null) {
      return -1;
    }
    if ((Long) position < 1) {
      throw QueryException.invalid("Offset must be at least 1");
    }
    return (Long) position > Integer.MAX_VALUE ? -1 : start + (Long) position - 1;
  }

  /** An aggregate over a frame; the arguments are already of the types it wants. */
  public static WindowFunction aggregate(
      String name,
      Aggregates.Choice choice,
      List<Expression> arguments,
      WindowFrame frame,
      QueryGuard guard) {
    boolean exactSum = name.equals("sum") && choice.result().is(SqlType.Kind.BIGINT);
    return new WindowAggregate(
        choice, exactSum || ANY_ORDER.contains(name), arguments, frame, guard);
  }
}
