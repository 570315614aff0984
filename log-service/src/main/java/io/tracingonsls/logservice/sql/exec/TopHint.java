// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.sql.vector.LongVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Shared by a scan and an aggregation of the form {@code group by … order by max(x) desc limit n}, where the maximum is the
 * only aggregate: once n groups are known, a row whose x is below the n-th best maximum can neither make a group that is
 * answered nor change the maximum of one. So rows are dropped before grouping, and segments whose largest x is below are not
 * read at all; segments with the largest x come first.
 */
public final class TopHint {
  private final ScanColumn column;
  private final int wanted;
  private long threshold = Long.MIN_VALUE;
  private boolean active;

  /** {@code column} is x, a field of type bigint; {@code wanted} is n. */
  public TopHint(ScanColumn column, int wanted) {
    this.column = column;
    this.wanted = wanted;
  }

  /** The slices, those with the largest x first. */
  List<SegmentSlice> order(List<SegmentSlice> slices) {
    List<SegmentSlice> ordered = new ArrayList<>(slices);
    ordered.sort(Comparator.comparingDouble((SegmentSlice slice) -> largest(slice.segment()))
        .reversed());
    return ordered;
  }

  /** Whether no row of the segment can matter any more. */
  boolean excludes(SegmentReader segment) {
    return active && largest(segment) < threshold;
  }

  /** Rounded up by one step, as doubles do not hold every long. */
  private double largest(SegmentReader segment) {
    ColumnReader reader = segment.column(column.field());
    double max = reader == null ? Double.NaN : reader.numbers().max();
    return Double.isNaN(max) ? Double.NEGATIVE_INFINITY : Math.nextUp(max);
  }

  /** Positions of the rows that still matter. */
  int[] relevant(LongVector values) {
    int[] positions = new int[values.size()];
    int count = 0;
    for (int i = 0; i < positions.length; i++) {
      if (!active || (!values.isNull(i) && values.values()[i] >= threshold)) {
        positions[count++] = i;
      }
    }
    return Arrays.copyOf(positions, count);
  }

  /** Learns the n-th best maximum; NULL maxima count as nothing. */
  void learn(Accumulator maxima, int groups) {
    if (groups < wanted) {
      return;
    }
    long[] known = new long[groups];
    int count = 0;
    for (int group = 0; group < groups; group++) {
      if (maxima.result(group) instanceof Long value) {
        known[count++] = value;
      }
    }
    if (count >= wanted) {
      Arrays.sort(known, 0, count);
      threshold = known[count - wanted];
      active = true;
    }
  }
}
