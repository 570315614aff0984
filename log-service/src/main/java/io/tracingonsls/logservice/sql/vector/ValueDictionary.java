// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import java.util.IdentityHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Distinct values that dictionary vectors share, and what operators remember about them: a result computed once per value
 * instead of once per row. Belongs to one query and one thread.
 */
public abstract class ValueDictionary {
  private final IdentityHashMap<Object, Object> memos = new IdentityHashMap<>();

  /** Number of ids, from 0. */
  public abstract int size();

  /** The value of an id; null for NULL. */
  public abstract @Nullable Object value(int id);

  /** Reads the text of an id without making a {@link String} where that is possible; false for NULL. */
  public boolean read(int id, TextBytes out) {
    Object value = value(id);
    if (value == null) {
      return false;
    }
    out.set((String) value);
    return true;
  }

  /**
   * The number that the text of an id spells when it is sixteen lower-case hexadecimal digits and that is known without reading it; else 0.
   */
  public long hexNumber(int id) {
    return 0;
  }

  /** Whether all ids have texts, no two ids the same, and {@link #find} works. */
  public boolean isDistinct() {
    return false;
  }

  /** The id of a text, or -1; only if {@link #isDistinct}. */
  public int find(String text) {
    throw new UnsupportedOperationException("find: " + text);
  }

  /** What {@code owner} keeps beside this dictionary, made at first use. */
  @SuppressWarnings("unchecked") // each owner stores and reads one type
  public final <T> T memo(Object owner, Supplier<T> make) {
    return (T) memos.computeIfAbsent(owner, key -> make.get());
  }
}
