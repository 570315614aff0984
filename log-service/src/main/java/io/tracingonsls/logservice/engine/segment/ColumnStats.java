// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.segment;

import io.tracingonsls.logservice.engine.bytes.ByteSink;
import io.tracingonsls.logservice.engine.bytes.ByteSource;

/**
 * What is known of a column without reading it.
 *
 * @param valueCount distinct values
 * @param presentCount rows that have one
 * @param maxLength length of the longest value in bytes
 * @param numericCount values that are numbers
 * @param allLongs whether all are longs
 * @param min lowest number, or NaN
 * @param max highest number, or NaN
 */
record ColumnStats(
    int valueCount,
    int presentCount,
    int maxLength,
    int numericCount,
    boolean allLongs,
    double min,
    double max) {
  private static final int MAX = 1 << 28;

  void write(ByteSink out) {
    out.varint(valueCount);
    out.varint(presentCount);
    out.varint(maxLength);
    out.varint(numericCount);
    out.put(allLongs ? 1 : 0);
    out.fixed64(Double.doubleToLongBits(min));
    out.fixed64(Double.doubleToLongBits(max));
  }

  static ColumnStats read(ByteSource in) {
    return new ColumnStats(
        in.count(MAX),
        in.count(MAX),
        in.count(MAX),
        in.count(MAX),
        in.get() != 0,
        Double.longBitsToDouble(in.fixed64()),
        Double.longBitsToDouble(in.fixed64()));
  }
}
