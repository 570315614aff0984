// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.vector;

import org.jspecify.annotations.Nullable;

/** Null flags of vectors; an absent array means that nothing is NULL. */
public final class Nulls {
  private Nulls() {}

  static boolean @Nullable [] select(boolean @Nullable [] nulls, int[] positions, int count) {
    if (nulls == null) {
      return null;
    }
    boolean[] selected = new boolean[count];
    for (int i = 0; i < count; i++) {
      selected[i] = nulls[positions[i]];
    }
    return selected;
  }

  /** NULL where either is. May return one of the arguments. */
  public static boolean @Nullable [] either(
      boolean @Nullable [] a, boolean @Nullable [] b, int size) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    boolean[] either = new boolean[size];
    for (int i = 0; i < size; i++) {
      either[i] = a[i] || b[i];
    }
    return either;
  }
}
