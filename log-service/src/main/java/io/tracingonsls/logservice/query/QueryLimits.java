// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import java.time.Duration;

/**
 * What one query may use.
 *
 * @param maxRunTime time until a query is stopped
 * @param maxMemoryBytes estimated memory for groups, sorted rows and joined rows
 * @param maxResultBytes text in the answer
 */
public record QueryLimits(Duration maxRunTime, long maxMemoryBytes, long maxResultBytes) {
  /** 55 s as in the cloud; memory for a small machine. */
  public static final QueryLimits DEFAULT =
      new QueryLimits(Duration.ofSeconds(55), 128L << 20, 100L << 20);

  public QueryLimits {
    if (maxRunTime.isNegative() || maxRunTime.isZero()) {
      throw new IllegalArgumentException("maxRunTime: " + maxRunTime + " (expected: more than 0)");
    }
    if (maxMemoryBytes <= 0 || maxResultBytes <= 0) {
      throw new IllegalArgumentException(
          "bytes: " + maxMemoryBytes + ", " + maxResultBytes + " (expected: more than 0)");
    }
  }
}
