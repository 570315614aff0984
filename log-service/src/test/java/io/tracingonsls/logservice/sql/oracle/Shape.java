// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.oracle;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Syntax trees as nested lists in text, the form in which the trees of two parsers are compared. */
final class Shape {
  private Shape() {}

  static String node(String head, String... parts) {
    return "(" + head + (parts.length == 0 ? "" : " " + String.join(" ", parts)) + ")";
  }

  static <T> String list(String head, List<? extends T> parts, Function<T, String> shape) {
    return node(head, parts.stream().map(shape).toArray(String[]::new));
  }

  static <T> String maybe(@Nullable T part, Function<T, String> shape) {
    return part == null ? "-" : shape.apply(part);
  }

  static <T> String optional(Optional<T> part, Function<T, String> shape) {
    return part.map(shape).orElse("-");
  }

  /** Names ignore case. */
  static String name(String name) {
    return "`" + name.toLowerCase(Locale.ROOT) + "`";
  }

  static String names(String head, List<String> names) {
    return list(head, names, Shape::name);
  }

  static String text(String value) {
    return "'" + value + "'";
  }
}
