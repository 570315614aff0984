// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.function;

import org.jspecify.annotations.Nullable;

/** Computes one value from the values of the arguments. May keep state between calls of one query. */
@FunctionalInterface
public interface ScalarFunction {
  @Nullable
  Object apply(@Nullable Object[] arguments);
}
