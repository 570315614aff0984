// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.http;

import java.util.stream.LongStream;

/** How often a connection looks at its deadline: fine enough for the shortest limit, at most every two seconds. */
final class TickInterval {
  private static final long LONGEST = 2_000_000_000L;
  private static final long SHORTEST = 20_000_000L;

  private TickInterval() {}

  static long nanos(HttpLimits limits) {
    long shortestLimit = LongStream.of(
            limits.headerTimeout().toNanos(),
            limits.bodyTimeout().toNanos(),
            limits.idleTimeout().toNanos(),
            limits.writeTimeout().toNanos())
        .min()
        .orElse(LONGEST);
    return Math.max(SHORTEST, Math.min(LONGEST, shortestLimit / 4));
  }
}
