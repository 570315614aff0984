// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.storage.LogQuery.LogRequest;
import java.time.Clock;
import java.util.Set;

/**
 * Parameters of {@code /api/logs}: {@code query} in the store's own language (absent: everything), {@code from} and {@code to} in seconds
 * (absent: the last hour), {@code line} (at most 100), {@code offset}, {@code reverse}, and {@code logstore} by one of the names that the
 * operator allows.
 */
public final class LogRequestParser {
  private static final int MAX_QUERY_LENGTH = 32 << 10;
  private static final int MAX_LINES = 100;
  private static final long DEFAULT_RANGE_SECONDS = 3_600;

  private final Set<String> allowed;
  private final Clock clock;

  /** A parser that allows these Logstores besides the span Logstore. */
  public LogRequestParser(Set<String> allowed, Clock clock) {
    this.allowed = Set.copyOf(allowed);
    this.clock = clock;
  }

  public LogRequest parse(Parameters parameters) {
    long to = parameters.number("to", clock.millis() / 1000 + 1, GoNumbers::parseInt64);
    long from = parameters.number("from", to - DEFAULT_RANGE_SECONDS, GoNumbers::parseInt64);
    if (from < 0 || to <= from) {
      throw new BadParameterException(
          "from: " + from + ", to: " + to + " (expected: seconds, from before to)");
    }
    String query = parameters.text("query");
    if (query.length() > MAX_QUERY_LENGTH) {
      throw new BadParameterException(
          "query: " + query.length() + " characters (expected: at most " + MAX_QUERY_LENGTH + ")");
    }
    long line = parameters.number("line", MAX_LINES, GoNumbers::parseInt32);
    long offset = parameters.number("offset", 0, GoNumbers::parseInt64);
    if (line < 1 || line > MAX_LINES || offset < 0) {
      throw new BadParameterException("line: " + line + ", offset: " + offset
          + " (expected: line from 1 to " + MAX_LINES + ", offset from 0)");
    }
    return new LogRequest(
        logstore(parameters),
        query.isBlank() ? "*" : query,
        from,
        to,
        (int) line,
        offset,
        parameters.flag("reverse"));
  }

  private String logstore(Parameters parameters) {
    String logstore = parameters.text("logstore");
    if (!logstore.isEmpty() && !allowed.contains(logstore)) {
      throw new BadParameterException(
          "logstore: this Logstore may not be queried here (expected: one that --query.logstores allows)");
    }
    return logstore;
  }
}
