// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.SegmentSlice;
import io.tracingonsls.logservice.sql.function.Expression;
import io.tracingonsls.logservice.sql.function.ValueRange;
import io.tracingonsls.logservice.sql.vector.LongVector;
import io.tracingonsls.logservice.sql.vector.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Shared by a scan and an aggregation of the form {@code group by … order by max(x) desc limit n}, where x is a column or computed from
 * columns in a way that keeps within bounds, and the maximum is the only aggregate: once n groups are known, a row whose x is below the n-th best maximum can neither make a group that is
 * answered nor change the maximum of one. So rows are dropped before grouping, and segments whose largest x is below are not
 * read at all; segments with the largest x come first.
 */
public final class TopHint {
  private final Expression value;
  private final List<ScanColumn> columns;
  private final int wanted;
  private long threshold = Long.MIN_VALUE;
  private boolean active;

  /** {@code value} is x, a bigint over the scan's {@code columns}; {@code wanted} is n. */
  public TopHint(Expression value, List<ScanColumn> columns, int wanted) {
    this.value = value;
    this.columns = columns;
    this.wanted = wanted;
  }

  /** Whether the largest x of a segment can be told from what is known of its columns. */
  public boolean isPossible() {
    return value.range(index -> isKnown(columns.get(index)) ? ValueRange.NONE : null) != null;
  }

  private static boolean isKnown(ScanColumn column) {
    return column.source() == ScanColumn.Source.FIELD && column.type().is(SqlType.Kind.BIGINT);
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

  private double largest(SegmentReader segment) {
    ValueRange range = value.range(index -> range(segment, columns.get(index)));
    return range == null ? Double.POSITIVE_INFINITY : range.most();
  }

  private static ValueRange range(SegmentReader segment, ScanColumn column) {
    ColumnReader reader = segment.column(column.field());
    double max = reader == null ? Double.NaN : reader.numbers().max();
    return reader == null || Double.isNaN(max)
        ? ValueRange.NONE
        : ValueRange.between(reader.numbers().min(), max);
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
