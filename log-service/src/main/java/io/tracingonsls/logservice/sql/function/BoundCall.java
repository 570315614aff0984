// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function chosen for given argument types.
 *
 * @param parameters types the arguments are converted to
 * @param result type of the result
 * @param onNull whether it is called with NULL arguments; otherwise a NULL argument gives NULL
 * @param function how to compute it
 * @param longForm the same over plain longs, when the last argument is the only one that varies, or null
 */
record BoundCall(
    List<SqlType> parameters,
    SqlType result,
    boolean onNull,
    ScalarFunction function,
    @Nullable LongForm longForm) {
  BoundCall {
    parameters = List.copyOf(parameters);
  }

  /** Makes a function of the last argument from the values of the others (whose array is one longer). */
  @FunctionalInterface
  interface LongForm {
    LongUnaryOperator with(@Nullable Object[] constants);
  }
}
