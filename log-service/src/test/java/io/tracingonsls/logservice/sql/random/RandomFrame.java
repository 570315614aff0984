// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random valid frame of a window. */
record RandomFrame(String sql, boolean byRows, Bound start, Bound end) {

  /** An edge of a frame; {@code rank} orders the kinds of edges, an offset stands beside the current row. */
  record Bound(String sql, int rank, int offset) {
    /** The position where the frame begins or ends, possibly outside the partition. */
    int at(int current, int size) {
      return rank == 0 ? 0 : rank == 4 ? size - 1 : current + offset;
    }
  }

  static RandomFrame rows(Random random) {
    return of(random, true);
  }

  static RandomFrame range(Random random) {
    return of(random, false);
  }

  private static RandomFrame of(Random random, boolean rows) {
    List<Bound> bounds = new ArrayList<>(List.of(
        new Bound("unbounded preceding", 0, 0),
        new Bound("current row", 2, 0),
        new Bound("unbounded following", 4, 0)));
    for (int i = 0; i < 3 && rows; i++) {
      int offset = random.nextInt(5);
      bounds.add(new Bound(offset + " preceding", 1, -offset));
      bounds.add(new Bound(offset + " following", 3, offset));
    }
    Bound start = bounds.get(random.nextInt(bounds.size()));
    Bound end = bounds.get(random.nextInt(bounds.size()));
    boolean valid = start.rank() < 4 && end.rank() > 0 && start.rank() <= end.rank();
    if (!valid) {
      return of(random, rows);
    }
    boolean brief = end.rank() == 2 && random.nextBoolean();
    String sql = brief ? start.sql() : "between " + start.sql() + " and " + end.sql();
    return new RandomFrame((rows ? " rows " : " range ") + sql, rows, start, end);
  }
}
