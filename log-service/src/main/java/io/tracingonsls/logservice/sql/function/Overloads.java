// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A table of functions by name, each with one or more overloads. */
final class Overloads {
  private final Map<String, List<Overload>> byName = new HashMap<>();

  /** Decides whether given argument types fit, and how to compute the result if so. */
  @FunctionalInterface
  interface Overload {
    @Nullable
    BoundCall bind(List<SqlType> types);
  }

  /** A function of fixed parameters whose NULL arguments give NULL. */
  Overloads add(String name, SqlType result, List<SqlType> parameters, ScalarFunction function) {
    return addStateful(name, result, parameters, () -> function);
  }

  /** As {@link #add}, with state of its own for every place where it is called. */
  Overloads addStateful(
      String name, SqlType result, List<SqlType> parameters, Supplier<ScalarFunction> function) {
    return generic(
        name,
        types -> fits(types, parameters)
            ? new BoundCall(parameters, result, false, function.get(), null)
            : null);
  }

  /** A function of one argument that is held as a long on both sides. */
  Overloads addLong(String name, SqlType result, SqlType parameter, LongUnaryOperator function) {
    return generic(
        name,
        types -> fits(types, List.of(parameter))
            ? new BoundCall(
                List.of(parameter),
                result,
                false,
                a -> function.applyAsLong((Long) a[0]),
                constants -> function)
            : null);
  }

  /** A function of any number (at least one) of arguments of one type. */
  Overloads addVariadic(String name, SqlType result, SqlType parameter, ScalarFunction function) {
    return generic(name, types -> {
      List<SqlType> parameters = new ArrayList<>(Collections.nCopies(types.size(), parameter));
      return !types.isEmpty() && fits(types, parameters)
          ? new BoundCall(parameters, result, false, function, null)
          : null;
    });
  }

  /** A function that looks at its argument types itself. */
  Overloads generic(String name, Overload overload) {
    byName.computeIfAbsent(name, key -> new ArrayList<>()).add(overload);
    return this;
  }

  /** Makes {@code other} another name of {@code name}, whose overloads must all be there. */
  Overloads alias(String other, String name) {
    List<Overload> overloads = byName.get(name);
    if (overloads == null) {
      throw new IllegalArgumentException("name: " + name + " (expected: a known function)");
    }
    byName.put(other, overloads);
    return this;
  }

  boolean knows(String name) {
    return byName.containsKey(name);
  }

  Set<String> names() {
    return byName.keySet();
  }

  /** The overload that fits best: without conversions if possible. Null when none fits. */
  @Nullable
  BoundCall bind(String name, List<SqlType> types) {
    BoundCall converted = null;
    for (Overload overload : byName.getOrDefault(name, List.of())) {
      BoundCall call = overload.bind(types);
      if (call != null && call.parameters().equals(types)) {
        return call;
      }
      converted = converted == null ? call : converted;
    }
    return converted;
  }

  static boolean fits(List<SqlType> types, List<SqlType> parameters) {
    if (types.size() != parameters.size()) {
      return false;
    }
    for (int i = 0; i < types.size(); i++) {
      if (!types.get(i).convertsTo(parameters.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Computes {@code make} again only when the key changes: for patterns that are the same in every row. */
  static <T> Function<String, T> remember(Function<String, T> make) {
    return new Function<>() {
      private @Nullable String lastKey;
      private @Nullable T last;

      @Override
      public T apply(String key) {
        T value = last;
        if (value == null || !key.equals(lastKey)) {
          value = make.apply(key);
          last = value;
          lastKey = key;
        }
        return value;
      }
    };
  }

  static List<SqlType> types(SqlType... types) {
    return Arrays.asList(types);
  }
}
