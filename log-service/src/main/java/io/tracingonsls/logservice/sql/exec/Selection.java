// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Vector;

/** Adds only some rows of a batch to an accumulator. */
final class Selection {
  private Selection() {}

  static void add(
      Accumulator accumulator,
      int[] groups,
      int groupCount,
      Vector[] arguments,
      int[] positions,
      int count) {
    int[] selectedGroups = new int[count];
    for (int i = 0; i < count; i++) {
      selectedGroups[i] = groups[positions[i]];
    }
    Vector[] selected = new Vector[arguments.length];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = arguments[i].select(positions, count);
    }
    accumulator.add(selectedGroups, count, groupCount, selected);
  }
}
