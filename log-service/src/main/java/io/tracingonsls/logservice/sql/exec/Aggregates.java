// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.search.QueryGuard;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.SqlType.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** All aggregate functions. */
public final class Aggregates {
  private static final SortedSet<String> NAMES =
      Collections.unmodifiableSortedSet(new TreeSet<>(List.of(
          "count",
          "count_if",
          "sum",
          "avg",
          "geometric_mean",
          "min",
          "max",
          "min_by",
          "max_by",
          "arbitrary",
          "any_value",
          "approx_distinct",
          "approx_percentile",
          "array_agg",
          "set_agg",
          "map_agg",
          "histogram",
          "stddev",
          "stddev_samp",
          "stddev_pop",
          "variance",
          "var_samp",
          "var_pop",
          "bool_and",
          "bool_or",
          "every")));

  private Aggregates() {}

  /**
   * An aggregate chosen for argument types.
   *
   * @param parameters types the arguments are converted to
   * @param result type of the result
   * @param maker makes its state
   */
  public record Choice(List<SqlType> parameters, SqlType result, Maker maker) {
    public Choice {
      parameters = List.copyOf(parameters);
    }

    /** State, passing only distinct rows on if {@code distinct}. */
    public Accumulator make(boolean distinct, QueryGuard guard) {
      Accumulator accumulator = maker.make(guard);
      return distinct ? new DistinctRows(accumulator, parameters, guard) : accumulator;
    }
  }

  /** Makes the state of an aggregate. */
  @FunctionalInterface
  public interface Maker {
    Accumulator make(QueryGuard guard);
  }

  public static SortedSet<String> names() {
    return NAMES;
  }

  public static boolean knows(String name) {
    return NAMES.contains(name);
  }

  /** The aggregate for these argument types, or null when they do not fit. */
  public static @Nullable Choice choose(String name, List<SqlType> types) {
    return switch (name) {
      case "count" ->
        types.size() > 1
            ? null
            : new Choice(types, SqlType.BIGINT, g -> new CountAccumulator(false));
      case "count_if" ->
        fixed(types, SqlType.BOOLEAN, SqlType.BIGINT, g -> new CountAccumulator(true));
      case "sum" -> sum(types);
      case "avg" ->
        fixed(
            types,
            SqlType.DOUBLE,
            SqlType.DOUBLE,
            g -> new SumAccumulator(SumAccumulator.Kind.AVERAGE));
      case "geometric_mean" ->
        fixed(
            types,
            SqlType.DOUBLE,
            SqlType.DOUBLE,
            g -> new SumAccumulator(SumAccumulator.Kind.GEOMETRIC_MEAN));
      case "min", "max" -> extreme(types, name.equals("max"));
      case "min_by", "max_by" -> extremeBy(types, name.equals("max_by"));
      case "arbitrary", "any_value" -> any(types, 0, g -> new ArbitraryAccumulator());
      case "approx_distinct" ->
        types.size() == 1
            ? new Choice(types, SqlType.BIGINT, g -> new DistinctCount(types.get(0), g))
            : null;
      case "approx_percentile" -> percentile(types);
      case "array_agg" -> collect(types, CollectAccumulator.Kind.ARRAY);
      case "set_agg" -> collect(types, CollectAccumulator.Kind.SET);
      case "map_agg" ->
        types.size() == 2
            ? new Choice(
                types,
                SqlType.map(types.get(0), types.get(1)),
                g -> new CollectAccumulator(CollectAccumulator.Kind.MAP, g))
            : null;
      case "histogram" ->
        types.size() == 1
            ? new Choice(
                types,
                SqlType.map(types.get(0), SqlType.BIGINT),
                g -> new CollectAccumulator(CollectAccumulator.Kind.HISTOGRAM, g))
            : null;
      case "stddev", "stddev_samp" ->
        fixed(types, SqlType.DOUBLE, SqlType.DOUBLE, g -> new VarianceAccumulator(false, true));
      case "stddev_pop" ->
        fixed(types, SqlType.DOUBLE, SqlType.DOUBLE, g -> new VarianceAccumulator(true, true));
      case "variance", "var_samp" ->
        fixed(types, SqlType.DOUBLE, SqlType.DOUBLE, g -> new VarianceAccumulator(false, false));
      case "var_pop" ->
        fixed(types, SqlType.DOUBLE, SqlType.DOUBLE, g -> new VarianceAccumulator(true, false));
      case "bool_and", "every" ->
        fixed(types, SqlType.BOOLEAN, SqlType.BOOLEAN, g -> new BooleanAccumulator(true));
      case "bool_or" ->
        fixed(types, SqlType.BOOLEAN, SqlType.BOOLEAN, g -> new BooleanAccumulator(false));
      default -> null;
    };
  }

  private static @Nullable Choice fixed(
      List<SqlType> types, SqlType parameter, SqlType result, Maker maker) {
    return types.size() == 1 && types.get(0).convertsTo(parameter)
        ? new Choice(List.of(parameter), result, maker)
        : null;
  }

  private static @Nullable Choice any(List<SqlType> types, int result, Maker maker) {
    return types.size() == 1 ? new Choice(types, types.get(result), maker) : null;
  }

  private static @Nullable Choice sum(List<SqlType> types) {
    boolean integral = types.size() == 1 && types.get(0).is(Kind.BIGINT);
    return integral
        ? new Choice(types, SqlType.BIGINT, g -> new SumAccumulator(SumAccumulator.Kind.LONG_SUM))
        : fixed(
            types,
            SqlType.DOUBLE,
            SqlType.DOUBLE,
            g -> new SumAccumulator(SumAccumulator.Kind.DOUBLE_SUM));
  }

  private static @Nullable Choice extreme(List<SqlType> types, boolean highest) {
    return types.size() == 1 && types.get(0).isOrderable()
        ? any(types, 0, g -> new ExtremeAccumulator(highest, false, types.get(0)))
        : null;
  }

  private static @Nullable Choice extremeBy(List<SqlType> types, boolean highest) {
    return types.size() == 2 && types.get(1).isOrderable()
        ? new Choice(types, types.get(0), g -> new ExtremeAccumulator(highest, true, types.get(1)))
        : null;
  }

  private static @Nullable Choice collect(List<SqlType> types, CollectAccumulator.Kind kind) {
    if (types.size() != 1) {
      return null;
    }
    SqlType result = SqlType.array(types.get(0));
    Maker maker = g -> new CollectAccumulator(kind, g);
    return kind == CollectAccumulator.Kind.SET
        ? new Choice(types, result, g -> new DistinctRows(maker.make(g), types, g))
        : new Choice(types, result, maker);
  }

  private static @Nullable Choice percentile(List<SqlType> types) {
    if (types.size() < 2 || types.size() > 3 || !types.get(0).isNumeric()) {
      return null;
    }
    boolean weighted = types.size() == 3;
    SqlType last = types.get(types.size() - 1);
    boolean many = last.is(Kind.ARRAY);
    SqlType wanted = many ? SqlType.array(SqlType.DOUBLE) : SqlType.DOUBLE;
    boolean fits =
        last.convertsTo(wanted) && (!weighted || types.get(1).convertsTo(SqlType.DOUBLE));
    if (!fits) {
      return null;
    }
    SqlType value = types.get(0);
    List<SqlType> parameters = new ArrayList<>(List.of(value));
    if (weighted) {
      parameters.add(SqlType.DOUBLE);
    }
    parameters.add(wanted);
    boolean longs = value.is(Kind.BIGINT);
    return new Choice(
        parameters,
        many ? SqlType.array(value) : value,
        g -> new PercentileAccumulator(longs, weighted, many, g));
  }
}
