// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.client;

/**
 * One request to GetLogs.
 *
 * @param fromSeconds log time, inclusive
 * @param toSeconds exclusive, after {@code fromSeconds}
 * @param line rows of a plain search, at most 100; ignored with SQL
 * @param offset rows to skip in a plain search; ignored with SQL
 * @param reverse newest first in a plain search
 */
public record LogSearch(
    String logstore,
    String query,
    int fromSeconds,
    int toSeconds,
    int line,
    long offset,
    boolean reverse) {
  /** Rows that Log Service gives to one plain search. */
  public static final int MAX_LINE = 100;

  /** A statement. */
  public static LogSearch sql(String logstore, String query, int fromSeconds, int toSeconds) {
    return new LogSearch(logstore, query, fromSeconds, toSeconds, 0, 0, false);
  }

  public LogSearch withOffset(long rows) {
    return new LogSearch(logstore, query, fromSeconds, toSeconds, line, rows, reverse);
  }

  public LogSearch withQuery(String text) {
    return new LogSearch(logstore, text, fromSeconds, toSeconds, line, offset, reverse);
  }
}
