// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import org.jspecify.annotations.Nullable;

/** One column of a batch. */
public sealed interface Vector
    permits LongVector,
        DoubleVector,
        BooleanVector,
        ObjectVector,
        DictionaryVector,
        ConstantVector {
  int size();

  boolean isNull(int index);

  /** The value as {@link SqlType} describes it; null for NULL. */
  @Nullable
  Object value(int index);

  /** The values at the first {@code count} of {@code positions}, in that order. */
  Vector select(int[] positions, int count);
}
