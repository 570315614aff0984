// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import org.jspecify.annotations.Nullable;

/** The same value everywhere. */
public record ConstantVector(int size, @Nullable Object constant) implements Vector {

  @Override
  public boolean isNull(int index) {
    return constant == null;
  }

  @Override
  public @Nullable Object value(int index) {
    return constant;
  }

  @Override
  public Vector select(int[] positions, int count) {
    return new ConstantVector(count, constant);
  }
}
