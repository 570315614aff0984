// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression of the syntax tree. Equality ignores nothing: two equal expressions stand at the same place. */
public sealed interface SqlExpression {
  /** Where it starts. */
  Place place();

  /** Two operands. */
  enum BinaryOperator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    MODULUS("%"),
    CONCAT("||"),
    EQUAL("="),
    NOT_EQUAL("<>"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    DISTINCT_FROM("IS DISTINCT FROM"),
    AND("AND"),
    OR("OR");

    private final String symbol;

    BinaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  /** {@code null}. */
  record Null(Place place) implements SqlExpression {}

  /** {@code true} or {@code false}. */
  record BooleanValue(Place place, boolean value) implements SqlExpression {}

  /** An integer within 64 bits. */
  record LongValue(Place place, long value) implements SqlExpression {}

  /** A number with a fraction or an exponent. */
  record DoubleValue(Place place, double value) implements SqlExpression {}

  /** {@code 'text'}. */
  record StringValue(Place place, String value) implements SqlExpression {}

  /** {@code timestamp '…'} or {@code date '…'}. */
  record TypedValue(Place place, String type, String value) implements SqlExpression {}

  /** {@code interval '3' hour}; {@code unit} in lower case. */
  record Interval(Place place, boolean negative, String value, String unit)
      implements SqlExpression {}

  /** A column, possibly qualified by a relation. */
  record Name(Place place, List<String> parts) implements SqlExpression {
    public Name {
      parts = List.copyOf(parts);
    }

    public String last() {
      return parts.get(parts.size() - 1);
    }
  }

  /** {@code -operand}. */
  record Negate(Place place, SqlExpression operand) implements SqlExpression {}

  /** {@code not operand}. */
  record Not(Place place, SqlExpression operand) implements SqlExpression {}

  record Binary(Place place, BinaryOperator operator, SqlExpression left, SqlExpression right)
      implements SqlExpression {}

  record Between(Place place, SqlExpression operand, SqlExpression low, SqlExpression high)
      implements SqlExpression {}

  record In(Place place, SqlExpression operand, List<SqlExpression> list) implements SqlExpression {
    public In {
      list = List.copyOf(list);
    }
  }

  record InQuery(Place place, SqlExpression operand, SqlQuery query) implements SqlExpression {}

  record Like(
      Place place,
      SqlExpression operand,
      SqlExpression pattern,
      @Nullable SqlExpression escape) implements SqlExpression {}

  record IsNull(Place place, SqlExpression operand) implements SqlExpression {}

  /** One branch of a {@code case}. */
  record When(SqlExpression condition, SqlExpression result) {}

  record Case(
      Place place,
      @Nullable SqlExpression operand,
      List<When> whens,
      @Nullable SqlExpression otherwise)
      implements SqlExpression {
    public Case {
      whens = List.copyOf(whens);
    }
  }

  record Cast(Place place, SqlExpression operand, String type, boolean orNull)
      implements SqlExpression {}

  /**
   * A function call.
   *
   * @param name in lower case
   * @param star {@code f(*)}
   * @param order {@code order by} inside the parentheses
   * @param window {@code over (…)}, or null
   */
  record Call(
      Place place,
      String name,
      boolean star,
      boolean distinct,
      List<SqlExpression> arguments,
      List<SqlQuery.SortItem> order,
      @Nullable SqlExpression filter,
      @Nullable Window window)
      implements SqlExpression {
    public Call {
      arguments = List.copyOf(arguments);
      order = List.copyOf(order);
    }
  }

  /** Which rows of its partition a row sees. {@code byRows} counts rows, else rows that the order does not tell apart are one. */
  record Frame(boolean byRows, Bound start, Bound end) {
    /** What holds without a frame: from the first row of the partition to the current row and its peers. */
    static final Frame DEFAULT =
        new Frame(false, new Bound(BoundKind.UNBOUNDED_PRECEDING, null), Bound.CURRENT_ROW);
  }

  /** Where a frame begins or ends. */
  enum BoundKind {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING;

    @Override
    public String toString() {
      return name().replace('_', ' ');
    }
  }

  /** An edge of a frame; {@code offset} is a number of rows, for {@code PRECEDING} and {@code FOLLOWING} only. */
  record Bound(BoundKind kind, @Nullable SqlExpression offset) {
    static final Bound CURRENT_ROW = new Bound(BoundKind.CURRENT_ROW, null);
  }

  record Window(
      Place place, List<SqlExpression> partition, List<SqlQuery.SortItem> order, Frame frame) {
    public Window {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
    }
  }

  /** {@code array[…]}. */
  record ArrayValue(Place place, List<SqlExpression> elements) implements SqlExpression {
    public ArrayValue {
      elements = List.copyOf(elements);
    }
  }

  /** {@code base[index]}. */
  record Subscript(Place place, SqlExpression base, SqlExpression index) implements SqlExpression {}

  /** A query that gives one value. */
  record Scalar(Place place, SqlQuery query) implements SqlExpression {}

  record Exists(Place place, SqlQuery query) implements SqlExpression {}
}
