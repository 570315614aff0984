// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;

/**
 * A condition on one span. Different parts of a conjunction may be met in different places of that span: one by its resource, another by
 * its second event. {@link SpanMatcher} is the definition of when a span meets a predicate; stores may search coarsely and re-check with it.
 */
public sealed interface SpanPredicate {
  /** Met by every span. */
  SpanPredicate ALWAYS = new And(List.of());

  /** Met when all parts are. */
  record And(List<SpanPredicate> parts) implements SpanPredicate {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /** Met when at least one part is. */
  record Or(List<SpanPredicate> parts) implements SpanPredicate {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  record Not(SpanPredicate part) implements SpanPredicate {}

  /**
   * Compares a field with a value. Equality compares texts, and numbers by value; the other operators compare numbers and are met by no
   * value that is not one (a duration: nanoseconds).
   */
  record Compare(SpanField field, Operator operator, String value) implements SpanPredicate {}

  /**
   * Matches text against a pattern in which {@code *} stands for any characters and {@code ?} for one; {@code \} takes the next character
   * literally.
   */
  record Wildcard(SpanField field, String pattern) implements SpanPredicate {}

  /** Met when the field has a value; every span has the intrinsic ones, except that text may be empty. */
  record Exists(SpanField field) implements SpanPredicate {}

  /** Comparison operators. NOT_EQUALS is met by a span where EQUALS is not. */
  enum Operator {
    EQUALS,
    NOT_EQUALS,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  /** An attribute in any place with this value as text. */
  static SpanPredicate attribute(String key, String value) {
    return new Compare(SpanField.attribute(key), Operator.EQUALS, value);
  }
}
