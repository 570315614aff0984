// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Up to a few hundred thousand logs as columns. Rows are numbered 0 to {@link #rowCount()} - 1 in order of time (seconds, then
 * nanosecond part), then arrival. Immutable and thread-safe while its snapshot is open.
 *
 * <p>Three kinds of columns exist, and a name of one kind never meets another kind:
 *
 * <ul>
 *   <li>{@link #column}: a field of the log, or {@code __topic__}, {@code __source__} and {@code __tag__:key} of its group. A
 *       log's own field that uses one of these names is hidden by the group's (it still comes back from {@link #log});
 *   <li>{@link #leaf}: a leaf of a field whose value is a JSON object, addressed by the field and the dotted path. Objects are
 *       entered, arrays are not and have no leaf. Strings are unescaped, numbers keep their spelling, booleans are {@code true}
 *       and {@code false}, null has no leaf. Broken JSON has the leaves before the error. This is so for every field that
 *       begins with an opening brace, whatever the index says: applying index rules is the caller's part;
 *   <li>the built-in ones: time, nanosecond part, index version.
 * </ul>
 */
public interface SegmentReader {
  /** No limit of a leaf's depth. */
  int ANY_DEPTH = -1;

  /** A number that is unique in the Logstore, equal for the same immutable content; -1 for the open segment. */
  long id();

  /** Number of rows, at least 1. */
  int rowCount();

  /** Time of a row in unix seconds; never decreases with the row number. */
  long timeSeconds(int row);

  /** {@code __time_ns_part__} of a row, 0 to 999,999,999, or -1 when the log has none. */
  int timeNanosPart(int row);

  /** Copies the times, in unix seconds, of {@code count} rows starting at {@code fromRow} to the beginning of {@code out}. */
  void timesSeconds(int fromRow, int count, long[] out);

  /** The first row whose time is {@code >= seconds}; {@link #rowCount()} when there is none. */
  int firstRowAtOrAfter(long seconds);

  /** Version of the index configuration that was in force when the row was written. */
  int indexVersion(int row);

  /** Lowest index version of any row. Equal to {@link #maxIndexVersion()} nearly always. */
  int minIndexVersion();

  /** Highest index version of any row. */
  int maxIndexVersion();

  /** Names for {@link #column}, in no particular order. */
  Collection<String> columnNames();

  /** The column, or null when no row has the field. Loading may read the disk; keep the reader for the query's duration. */
  @Nullable
  ColumnReader column(String name);

  /**
   * The field's texts row by row where they are put together from parts, so that {@link #column} has to compare or build the values of
   * all rows first: for a few rows this is cheaper. Else null.
   */
  default @Nullable RowTexts composed(String name) {
    return null;
  }

  /** Paths for {@link #leaf} below the field, in no particular order. */
  Collection<String> leafPaths(String field);

  /** The JSON leaf, for instance {@code leaf("attribute", "http.method")}; null when no row has it. */
  default @Nullable ColumnReader leaf(String field, String path) {
    return leaf(field, path, ANY_DEPTH);
  }

  /**
   * As above, but only of rows in which the leaf lies no deeper than {@code maxDepth} objects: at depth 1 {@code http.method} is a member
   * of that name, at depth 2 also the member {@code method} of an object {@code http}. Negative, as {@link #ANY_DEPTH}, is no limit.
   * Free unless the path has {@code maxDepth} dots or more.
   */
  @Nullable
  ColumnReader leaf(String field, String path, int maxDepth);

  /**
   * Something that follows from this segment alone. Sealed segments remember it, in the same bounded memory as decoded parts, until it
   * was not asked for for long; others compute it at every call.
   *
   * @param name what it is and of which columns; different things have different names
   */
  default <T extends DerivedData> T derived(String name, Class<T> type, Supplier<T> compute) {
    return compute.get();
  }

  /** The complete log of a row, fields in the order they were sent, byte for byte. */
  LogRecord log(int row);
}
