// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The values of another dictionary under a function that is computed at most once per value. */
public final class DerivedDictionary extends ValueDictionary {
  private static final Object NULL = new Object();

  private final ValueDictionary source;
  private final Function<@Nullable Object, @Nullable Object> function;
  private final @Nullable Object[] results;

  public DerivedDictionary(
      ValueDictionary source, Function<@Nullable Object, @Nullable Object> function) {
    this.source = source;
    this.function = function;
    this.results = new @Nullable Object[source.size()];
  }

  @Override
  public int size() {
    return results.length;
  }

  @Override
  public @Nullable Object value(int id) {
    Object result = results[id];
    if (result == null) {
      Object computed = function.apply(source.value(id));
      result = computed == null ? NULL : computed;
      results[id] = result;
    }
    return result == NULL ? null : result;
  }
}
