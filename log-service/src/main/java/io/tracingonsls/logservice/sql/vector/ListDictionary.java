// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dictionary that grows. */
public final class ListDictionary extends ValueDictionary {
  private final List<@Nullable Object> values = new ArrayList<>();

  /** Appends a value and returns its id. */
  public int add(@Nullable Object value) {
    values.add(value);
    return values.size() - 1;
  }

  @Override
  public int size() {
    return values.size();
  }

  @Override
  public @Nullable Object value(int id) {
    return values.get(id);
  }
}
