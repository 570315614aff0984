// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.BooleanVector;
import io.tracingonsls.logservice.sql.vector.DictionaryVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code in} over a set of constants of the operand's type. */
public final class InList extends Expression {
  private final Expression operand;
  private final Supplier<Values> values;
  private @Nullable Values loaded;

  /**
   * What to look in.
   *
   * @param present the values that are not NULL
   * @param hasNull whether NULL is among them, so that "not found" is NULL
   */
  public record Values(Set<Object> present, boolean hasNull) {}

  /** {@code values} is asked once, at the first batch. */
  public InList(Expression operand, Supplier<Values> values) {
    super(SqlType.BOOLEAN);
    this.operand = operand;
    this.values = values;
  }

  @Override
  public boolean isConstant() {
    return false;
  }

  @Override
  public Vector evaluate(Batch batch) {
    Values in = loaded == null ? values.get() : loaded;
    loaded = in;
    Vector tested = operand.evaluate(batch);
    int size = tested.size();
    boolean[] result = new boolean[size];
    boolean[] nulls = new boolean[size];
    byte[] known = tested instanceof DictionaryVector texts
        ? texts.dictionary().memo(this, () -> new byte[texts.dictionary().size()])
        : new byte[0];
    for (int i = 0; i < size; i++) {
      int id = tested instanceof DictionaryVector texts ? texts.ids()[i] : -1;
      byte outcome = id < 0 ? 0 : known[id];
      if (outcome == 0) {
        outcome = outcome(tested.value(i), in);
        if (id >= 0) {
          known[id] = outcome;
        }
      }
      result[i] = outcome == 1;
      nulls[i] = outcome == 3;
    }
    return new BooleanVector(size, result, nulls);
  }

  private static byte outcome(@Nullable Object value, Values in) {
    if (value == null) {
      return (byte) (in.present.isEmpty() && !in.hasNull ? 2 : 3);
    }
    return (byte) (in.present.contains(value) ? 1 : in.hasNull ? 3 : 2);
  }
}
