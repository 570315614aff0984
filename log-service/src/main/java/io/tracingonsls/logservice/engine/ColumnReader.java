// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

/**
 * One column of a segment: every distinct value has an id from 0 to {@link #valueCount()} - 1, every row an id or -1 for absent.
 * Ids are the segment's own and in no order that means anything. Thread-safe.
 *
 * <p>Work on ids and look at values once per id: that is what makes the engine fast. Prefer the bulk methods.
 */
public interface ColumnReader {
  /** Number of distinct values. In the open segment a few values may be used by no row of the snapshot. */
  int valueCount();

  /**
   * Whether every value is used by at least one row of the segment, so that the distinct values of a slice that covers the whole
   * segment need no rows.
   */
  default boolean everyValueUsed() {
    return false;
  }

  /** Id of the row's value, or -1 when the row has none. An empty value has an id. */
  int id(int row);

  /** Copies the ids (or -1) of {@code count} rows starting at {@code fromRow} to the beginning of {@code out}. */
  void ids(int fromRow, int count, int[] out);

  /** Id of exactly this UTF-8 value, or -1 when no row has it. A hash look-up, guarded by a filter that avoids reading. */
  int lookup(byte[] utf8);

  /** The value as text. */
  String text(int id);

  /** The value's UTF-8 bytes; a copy. */
  byte[] bytes(int id);

  /** Length of the value in bytes. */
  int byteLength(int id);

  /** Copies the value to {@code out}, which must be long enough, and returns its length: for scans without garbage. */
  int copy(int id, byte[] out, int offset);

  /**
   * The number that the value spells when it is sixteen lower-case hexadecimal digits and stored as such; 0 when it is not, or spells 0.
   * Cheaper than the text: for ids.
   */
  default long hexNumber(int id) {
    return 0;
  }

  /** Length in bytes of the longest value, for sizing a scan's buffer. */
  int maxByteLength();

  /** Rows that have the value, ascending. Cheap for values of few rows; for frequent ones prefer {@link #ids}. */
  int[] rows(int id);

  /** Number of rows of the segment that have a value. */
  int presentCount();

  /**
   * Number of rows of the segment (not of a slice) that have each value, by id; a new array. Known without reading a row for columns
   * of few values in sealed segments, and remembered for others, so that counting by value over a whole segment needs no scan.
   */
  int[] rowCounts();

  /** The values as numbers, by id. */
  NumberView numbers();

  /**
   * Whether some value may contain the given run of ASCII letters and digits, compared without case, as a complete run (the
   * neighbours are neither ASCII letters nor ASCII digits). False is certain, true is a guess. A run that is not purely ASCII
   * letters and digits, or is empty, gives true.
   */
  boolean mayContainWord(String run);
}
