// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.search.QueryException;
import io.tracingonsls.logservice.sql.vector.Batch;
import io.tracingonsls.logservice.sql.vector.DerivedDictionary;
import io.tracingonsls.logservice.sql.vector.DictionaryVector;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import io.tracingonsls.logservice.sql.vector.Vector;
import io.tracingonsls.logservice.sql.vector.VectorBuilder;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A call of a scalar function. When a single argument varies and is a dictionary vector, the function runs once per distinct
 * value.
 */
final class CallExpression extends Expression {
  private static final int MAX_TEXT = 1 << 20;

  private final BoundCall call;
  private final List<Expression> arguments;
  private final int varying;

  CallExpression(BoundCall call, List<Expression> arguments) {
    super(call.result());
    this.call = call;
    this.arguments = List.copyOf(arguments);
    this.varying = onlyVarying(arguments);
  }

  /** The only argument that is not constant; -1 when there are none or several. */
  private static int onlyVarying(List<Expression> arguments) {
    int found = -1;
    for (int i = 0; i < arguments.size(); i++) {
      if (!arguments.get(i).isConstant()) {
        if (found >= 0) {
          return -1;
        }
        found = i;
      }
    }
    return found;
  }

  @Override
  public boolean isConstant() {
    return arguments.stream().allMatch(Expression::isConstant);
  }

  @Override
  public Vector evaluate(Batch batch) {
    Vector[] inputs = new Vector[arguments.size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = arguments.get(i).evaluate(batch);
    }
    if (varying >= 0 && inputs[varying] instanceof DictionaryVector texts && texts.size() > 0) {
      return perValue(texts, inputs);
    }
    LongUnaryOperator longs = longForm(inputs);
    if (longs != null) {
      return longs(LongVector.of(inputs[varying]), longs);
    }
    return perRow(batch.size(), inputs);
  }

  private @Nullable LongUnaryOperator longForm(Vector[] inputs) {
    BoundCall.LongForm form = call.longForm();
    if (form == null
        || varying < 0
        || varying != inputs.length - 1
        || inputs[varying].size() == 0) {
      return null;
    }
    @Nullable Object[] constants = new @Nullable Object[inputs.length];
    for (int i = 0; i < varying; i++) {
      constants[i] = inputs[i].value(0);
      if (constants[i] == null) {
        return null;
      }
    }
    return form.with(constants);
  }

  private static Vector longs(LongVector input, LongUnaryOperator function) {
    long[] result = new long[input.size()];
    for (int i = 0; i < result.length; i++) {
      if (!input.isNull(i)) {
        result[i] = function.applyAsLong(input.values()[i]);
      }
    }
    return new LongVector(result.length, result, input.nulls());
  }

  private Vector perRow(int size, Vector[] inputs) {
    VectorBuilder result =
        new VectorBuilder(type().is(SqlType.Kind.VARCHAR) ? SqlType.JSON : type());
    @Nullable Object[] values = new @Nullable Object[inputs.length];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < inputs.length; i++) {
        values[i] = inputs[i].value(row);
      }
      result.add(apply(values));
    }
    return result.build();
  }

  private Vector perValue(DictionaryVector texts, Vector[] inputs) {
    @Nullable Object[] values = new @Nullable Object[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      values[i] = i == varying ? null : inputs[i].value(0);
    }
    DerivedDictionary results = texts
        .dictionary()
        .memo(this, () -> new DerivedDictionary(texts.dictionary(), value -> with(values, value)));
    if (call.onNull()) {
      return withNulls(texts, results, values);
    }
    return type().isLong()
        ? unboxed(texts, results)
        : new DictionaryVector(texts.size(), texts.ids(), results);
  }

  private static Vector unboxed(DictionaryVector texts, DerivedDictionary results) {
    return LongVector.of(new DictionaryVector(texts.size(), texts.ids(), results));
  }

  private @Nullable Object with(@Nullable Object[] constants, @Nullable Object value) {
    @Nullable Object[] values = constants.clone();
    values[varying] = value;
    return apply(values);
  }

  /** A function that sees NULL has a result for the id -1, too. */
  private Vector withNulls(
      DictionaryVector texts, DerivedDictionary results, @Nullable Object[] constants) {
    VectorBuilder builder = new VectorBuilder(type());
    for (int i = 0; i < texts.size(); i++) {
      int id = texts.ids()[i];
      builder.add(id < 0 ? with(constants, null) : results.value(id));
    }
    return builder.build();
  }

  private @Nullable Object apply(@Nullable Object[] values) {
    if (!call.onNull()) {
      for (Object value : values) {
        if (value == null) {
          return null;
        }
      }
    }
    Object result = call.function().apply(values);
    if (result instanceof String text && text.length() > MAX_TEXT) {
      throw QueryException.invalid("text is longer than " + MAX_TEXT + " characters");
    }
    return result;
  }
}
