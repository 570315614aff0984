// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import java.util.List;

/** The expressions of a search filter as Jaeger's {@code jaeger.expression.v1} has them, whichever way they came. */
public sealed interface FilterExpression {
  /** An operator on arguments. */
  record Call(String op, List<FilterExpression> args) implements FilterExpression {
    public Call {
      args = List.copyOf(args);
    }
  }

  /** An attribute; an empty level means any place. */
  record Attribute(String key, String level) implements FilterExpression {}

  /** An own field of a span or of what belongs to it. */
  record Field(String name, String level) implements FilterExpression {}

  /** All elements of a level, for operators that bind several conditions to one of them. */
  record Nested(String level) implements FilterExpression {}

  /** One value as text; the type is a hint. */
  record Scalar(String value, String type) implements FilterExpression {}

  /** Several values of one type. */
  record Values(List<String> values, String type) implements FilterExpression {
    public Values {
      values = List.copyOf(values);
    }
  }
}
