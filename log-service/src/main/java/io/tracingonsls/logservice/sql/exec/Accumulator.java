// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.sql.vector.Vector;
import org.jspecify.annotations.Nullable;

/** The state of one aggregate function for all groups. */
public interface Accumulator {
  /**
   * Adds rows.
   *
   * @param groups the group of each row
   * @param count number of rows
   * @param groupCount groups are below this
   * @param arguments one vector per argument, each of {@code count} rows
   */
  void add(int[] groups, int count, int groupCount, Vector[] arguments);

  /** The result of a group; a group that got no rows has the result of no rows. */
  @Nullable
  Object result(int group);
}
