// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.syntax.SqlExpression.BinaryOperator;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.DictionaryVector;
import io.tracingonsls.logservice.sql.vector.DoubleVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.Nulls;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.ValueOrder;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** {@code = <> < <= > >=} and {@code is distinct from} over two operands of one type. */
public final class Comparison extends Expression {
  private static final byte UNKNOWN = 0;
  private static final byte TRUE = 1;
  private static final byte FALSE = 2;
  private static final byte NULL = 3;

  private final BinaryOperator operator;
  private final Expression left;
  private final Expression right;
  private final Comparator<Object> order;

  public Comparison(BinaryOperator operator, Expression left, Expression right) {
    super(SqlType.BOOLEAN);
    this.operator = operator;
    this.left = left;
    this.right = right;
    boolean equality = asksForEqual() || operator == BinaryOperator.DISTINCT_FROM;
    this.order = equality && !left.type().is(SqlType.Kind.DOUBLE)
        ? (a, b) -> a.equals(b) ? 0 : 1
        : ValueOrder.of(left.type());
  }

  @Override
  public boolean isConstant() {
    return allConstant(left, right);
  }

  @Override
  public Vector evaluate(Batch batch) {
    Vector a = left.evaluate(batch);
    Vector b = right.evaluate(batch);
    if (operator == BinaryOperator.DISTINCT_FROM) {
      return distinct(a, b);
    }
    if (left.type().isLong()) {
      return longs(LongVector.of(a), LongVector.of(b));
    }
    if (left.type().is(SqlType.Kind.DOUBLE)) {
      return doubles(DoubleVector.of(a), DoubleVector.of(b));
    }
    if (a instanceof DictionaryVector texts && right.isConstant() && b.size() > 0) {
      return dictionary(texts, b.value(0));
    }
    if (asksForEqual()
        && a instanceof DictionaryVector x
        && b instanceof DictionaryVector y
        && x.dictionary() == y.dictionary()
        && x.dictionary().isDistinct()) {
      return ids(x, y);
    }
    return values(a, b);
  }

  private Vector longs(LongVector a, LongVector b) {
    int size = a.size();
    long[] x = a.values();
    long[] y = b.values();
    boolean[] result = new boolean[size];
    for (int i = 0; i < size; i++) {
      result[i] = switch (operator) {
        case EQUAL -> x[i] == y[i];
        case NOT_EQUAL -> x[i] != y[i];
        case LESS -> x[i] < y[i];
        case LESS_OR_EQUAL -> x[i] <= y[i];
        case GREATER -> x[i] > y[i];
        default -> x[i] >= y[i];
      };
    }
    return new BooleanVector(size, result, Nulls.either(a.nulls(), b.nulls(), size));
  }

  /** IEEE comparison: anything with NaN is false, but {@code <>} is true. */
  private Vector doubles(DoubleVector a, DoubleVector b) {
    int size = a.size();
    double[] x = a.values();
    double[] y = b.values();
    boolean[] result = new boolean[size];
    for (int i = 0; i < size; i++) {
      result[i] = switch (operator) {
        case EQUAL -> x[i] == y[i];
        case NOT_EQUAL -> x[i] != y[i];
        case LESS -> x[i] < y[i];
        case LESS_OR_EQUAL -> x[i] <= y[i];
        case GREATER -> x[i] > y[i];
        default -> x[i] >= y[i];
      };
    }
    return new BooleanVector(size, result, Nulls.either(a.nulls(), b.nulls(), size));
  }

  private boolean asksForEqual() {
    return operator == BinaryOperator.EQUAL || operator == BinaryOperator.NOT_EQUAL;
  }

  /** Two columns over one dictionary: equal ids are equal texts. */
  private Vector ids(DictionaryVector a, DictionaryVector b) {
    int size = a.size();
    boolean[] result = new boolean[size];
    boolean[] nulls = new boolean[size];
    boolean equal = operator == BinaryOperator.EQUAL;
    for (int i = 0; i < size; i++) {
      int x = a.ids()[i];
      int y = b.ids()[i];
      nulls[i] = x < 0 || y < 0;
      result[i] = !nulls[i] && (x == y) == equal;
    }
    return new BooleanVector(size, result, nulls);
  }

  /** A dictionary that finds a text without reading the others. */
  private Vector found(DictionaryVector texts, int found) {
    int size = texts.size();
    boolean[] result = new boolean[size];
    boolean[] nulls = new boolean[size];
    boolean equal = operator == BinaryOperator.EQUAL;
    for (int i = 0; i < size; i++) {
      int id = texts.ids()[i];
      nulls[i] = id < 0;
      result[i] = id >= 0 && (id == found) == equal;
    }
    return new BooleanVector(size, result, nulls);
  }

  private Vector dictionary(DictionaryVector texts, @Nullable Object constant) {
    if (asksForEqual() && constant instanceof String text && texts.dictionary().isDistinct()) {
      int found =
          texts.dictionary().memo(this, () -> new int[] {texts.dictionary().find(text)})[0];
      return found(texts, found);
    }
    int size = texts.size();
    boolean[] result = new boolean[size];
    boolean[] nulls = new boolean[size];
    byte[] known =
        texts.dictionary().memo(this, () -> new byte[texts.dictionary().size()]);
    for (int i = 0; i < size; i++) {
      int id = texts.ids()[i];
      byte outcome = id < 0 ? NULL : known[id];
      if (outcome == UNKNOWN) {
        outcome = outcome(texts.dictionary().value(id), constant);
        known[id] = outcome;
      }
      result[i] = outcome == TRUE;
      nulls[i] = outcome == NULL;
    }
    return new BooleanVector(size, result, nulls);
  }

  private byte outcome(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return NULL;
    }
    return holds(order.compare(a, b)) ? TRUE : FALSE;
  }

  private Vector values(Vector a, Vector b) {
    int size = a.size();
    boolean[] result = new boolean[size];
    boolean[] nulls = new boolean[size];
    for (int i = 0; i < size; i++) {
      byte outcome = outcome(a.value(i), b.value(i));
      result[i] = outcome == TRUE;
      nulls[i] = outcome == NULL;
    }
    return new BooleanVector(size, result, nulls);
  }

  private Vector distinct(Vector a, Vector b) {
    int size = a.size();
    boolean[] result = new boolean[size];
    for (int i = 0; i < size; i++) {
      Object x = a.value(i);
      Object y = b.value(i);
      result[i] = (x == null || y == null) ? x != y : order.compare(x, y) != 0;
    }
    return new BooleanVector(size, result, null);
  }

  private boolean holds(int comparison) {
    return switch (operator) {
      case EQUAL -> comparison == 0;
      case NOT_EQUAL -> comparison != 0;
      case LESS -> comparison < 0;
      case LESS_OR_EQUAL -> comparison <= 0;
      case GREATER -> comparison > 0;
      default -> comparison >= 0;
    };
  }
}
