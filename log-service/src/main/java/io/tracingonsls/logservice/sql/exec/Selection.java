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
    addSelected(accumulator, selectedGroups, groupCount, arguments, positions, count);
  }

  /** The same with the groups of the selected rows, one for each position. */
  static void addSelected(
      Accumulator accumulator,
      int[] groups,
      int groupCount,
      Vector[] arguments,
      int[] positions,
      int count) {
    Vector[] selected = new Vector[arguments.length];
    for (int i = 0; i < selected.length; i++) {
      selected[i] = arguments[i].select(positions, count);
    }
    accumulator.add(groups, count, groupCount, selected);
  }
}
