// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

/**
 * One question to one Logstore, as the wire carries it.
 *
 * @param query {@code search} or {@code search | SQL}; empty for everything
 * @param fromSeconds first second, inclusive
 * @param toSeconds last second, exclusive
 * @param fromNanosPart nanoseconds added to {@code fromSeconds} (0 when the client gave none)
 * @param toNanosPart nanoseconds added to {@code toSeconds}: logs of that last second before this part are included
 * @param topic only logs of this topic; empty for no filter
 * @param line rows wanted by a search, cut to 100; ignored by SQL
 * @param offset rows skipped by a search; ignored by SQL
 * @param reverse newest first; ignored by SQL
 * @param session settings such as {@code query_max_run_time=10s;mode=scan}; may be empty
 * @param logstore name of the Logstore, which SQL accepts in place of {@code log}; may be empty
 */
public record QueryRequest(
    String query,
    long fromSeconds,
    long toSeconds,
    int fromNanosPart,
    int toNanosPart,
    String topic,
    int line,
    long offset,
    boolean reverse,
    String session,
    String logstore) {
  /** Most rows one search answers. */
  public static final int MAX_LINES = 100;

  /** A request to a Logstore whose name SQL does not need. */
  public QueryRequest(
      String query,
      long fromSeconds,
      long toSeconds,
      int fromNanosPart,
      int toNanosPart,
      String topic,
      int line,
      long offset,
      boolean reverse,
      String session) {
    this(
        query,
        fromSeconds,
        toSeconds,
        fromNanosPart,
        toNanosPart,
        topic,
        line,
        offset,
        reverse,
        session,
        "");
  }

  /** The first 100 rows, oldest first, of whole seconds and any topic. */
  public static QueryRequest of(String query, long fromSeconds, long toSeconds) {
    return new QueryRequest(query, fromSeconds, toSeconds, 0, 0, "", MAX_LINES, 0, false, "", "");
  }

  /** The same request to the Logstore of that name. */
  public QueryRequest toLogstore(String name) {
    return new QueryRequest(
        query,
        fromSeconds,
        toSeconds,
        fromNanosPart,
        toNanosPart,
        topic,
        line,
        offset,
        reverse,
        session,
        name);
  }

  /** The same request for another page. */
  public QueryRequest page(int newLine, long newOffset, boolean newReverse) {
    return new QueryRequest(
        query,
        fromSeconds,
        toSeconds,
        fromNanosPart,
        toNanosPart,
        topic,
        newLine,
        newOffset,
        newReverse,
        session,
        logstore);
  }
}
