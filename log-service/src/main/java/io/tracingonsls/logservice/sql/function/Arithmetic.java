// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.Nulls;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** {@code + - * / %} over two longs or two doubles. Longs are exact: an overflow or a division by zero is an error. */
public final class Arithmetic extends Expression {
  private final BinaryOperator operator;
  private final Expression left;
  private final Expression right;

  /** Both operands have the type {@code type}'s values are computed in: bigint (also moments) or double. */
  public Arithmetic(SqlType type, BinaryOperator operator, Expression left, Expression right) {
    super(type);
    this.operator = operator;
    this.left = left;
    this.right = right;
  }

  @Override
  public boolean isConstant() {
    return allConstant(left, right);
  }

  @Override
  public @Nullable ValueRange range(IntFunction<@Nullable ValueRange> columns) {
    ValueRange a = left.range(columns);
    ValueRange b = right.range(columns);
    if (a == null || b == null || !type().is(SqlType.Kind.BIGINT)) {
      return null;
    }
    return switch (operator) {
      case ADD -> a.plus(b);
      case SUBTRACT -> a.minus(b);
      case MULTIPLY -> a.times(b);
      case DIVIDE ->
        right instanceof Constant divisor && divisor.constant() instanceof Long number && number > 0
            ? a.dividedBy(number)
            : null;
      default -> null;
    };
  }

  @Override
  public Vector evaluate(Batch batch) {
    Vector a = left.evaluate(batch);
    Vector b = right.evaluate(batch);
    return type().is(SqlType.Kind.DOUBLE)
        ? doubles(DoubleVector.of(a), DoubleVector.of(b))
        : longs(LongVector.of(a), LongVector.of(b));
  }

  private Vector doubles(DoubleVector a, DoubleVector b) {
    int size = a.size();
    double[] x = a.values();
    double[] y = b.values();
    double[] result = new double[size];
    switch (operator) {
      case ADD -> {
        for (int i = 0; i < size; i++) {
          result[i] = x[i] + y[i];
        }
      }
      case SUBTRACT -> {
        for (int i = 0; i < size; i++) {
          result[i] = x[i] - y[i];
        }
      }
      case MULTIPLY -> {
        for (int i = 0; i < size; i++) {
          result[i] = x[i] * y[i];
        }
      }
      case DIVIDE -> {
        for (int i = 0; i < size; i++) {
          result[i] = x[i] / y[i];
        }
      }
      default -> {
        for (int i = 0; i < size; i++) {
          result[i] = x[i] % y[i];
        }
      }
    }
    return new DoubleVector(size, result, Nulls.either(a.nulls(), b.nulls(), size));
  }

  private Vector longs(LongVector a, LongVector b) {
    int size = a.size();
    boolean[] nulls = Nulls.either(a.nulls(), b.nulls(), size);
    long[] result = new long[size];
    try {
      compute(a.values(), b.values(), nulls, result);
    } catch (ArithmeticException e) {
      throw QueryException.invalid("bigint " + name() + " overflow");
    }
    return new LongVector(size, result, nulls);
  }

  private void compute(long[] x, long[] y, boolean @Nullable [] nulls, long[] result) {
    for (int i = 0; i < result.length; i++) {
      if (nulls == null || !nulls[i]) {
        result[i] = compute(x[i], y[i]);
      }
    }
  }

  private long compute(long x, long y) {
    return switch (operator) {
      case ADD -> Math.addExact(x, y);
      case SUBTRACT -> Math.subtractExact(x, y);
      case MULTIPLY -> Math.multiplyExact(x, y);
      case DIVIDE -> divide(x, y);
      default -> y == -1 ? 0 : x % nonZero(y);
    };
  }

  private static long divide(long x, long y) {
    if (x == Long.MIN_VALUE && y == -1) {
      throw new ArithmeticException("overflow");
    }
    return x / nonZero(y);
  }

  private static long nonZero(long divisor) {
    if (divisor == 0) {
      throw QueryException.invalid("Division by zero");
    }
    return divisor;
  }

  private String name() {
    return switch (operator) {
      case ADD -> "addition";
      case SUBTRACT -> "subtraction";
      case MULTIPLY -> "multiplication";
      default -> "division";
    };
  }
}
