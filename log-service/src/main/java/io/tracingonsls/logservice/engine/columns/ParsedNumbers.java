// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.NumberView;
import java.util.BitSet;

/** Numbers of a column whose values are kept as text: parsed once, all of them. Immutable. */
public final class ParsedNumbers implements NumberView {
  private final long[] longs;
  private final double[] doubles;
  private final BitSet isLong;
  private final double min;
  private final double max;

  /** Parses the column's values. */
  public ParsedNumbers(ColumnReader column) {
    int count = column.valueCount();
    longs = new long[count];
    doubles = new double[count];
    isLong = new BitSet(count);
    byte[] buffer = new byte[64];
    NumberParser parser = new NumberParser();
    double lowest = Double.NaN;
    double highest = Double.NaN;
    for (int id = 0; id < count; id++) {
      int length = column.byteLength(id);
      if (length <= buffer.length) {
        column.copy(id, buffer, 0);
        parser.parse(buffer, 0, length);
      } else {
        parser.parse(column.bytes(id), 0, length);
      }
      longs[id] = parser.longValue();
      doubles[id] = parser.doubleValue();
      isLong.set(id, parser.isLong());
      if (!Double.isNaN(doubles[id])) {
        lowest = Double.isNaN(lowest) ? doubles[id] : Math.min(lowest, doubles[id]);
        highest = Double.isNaN(highest) ? doubles[id] : Math.max(highest, doubles[id]);
      }
    }
    min = lowest;
    max = highest;
  }

  /** Memory held, for caches. */
  public long heapBytes() {
    return 64 + longs.length * 17L;
  }

  @Override
  public boolean isLong(int id) {
    return isLong.get(id);
  }

  @Override
  public long asLong(int id) {
    return longs[id];
  }

  @Override
  public double asDouble(int id) {
    return doubles[id];
  }

  @Override
  public double min() {
    return min;
  }

  @Override
  public double max() {
    return max;
  }

  @Override
  public boolean allLongs() {
    return isLong.cardinality() == longs.length;
  }
}
