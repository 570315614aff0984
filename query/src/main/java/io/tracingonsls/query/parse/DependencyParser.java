// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.storage.TimeRange;
import java.time.Clock;
import java.time.Duration;

/** Parameters of {@code /api/dependencies}, in milliseconds. */
public final class DependencyParser {
  private static final long DEFAULT_LOOKBACK = Duration.ofHours(24).toMillis();

  private final Clock clock;

  public DependencyParser(Clock clock) {
    this.clock = clock;
  }

  /**
   * What is asked for.
   *
   * @param service keep only edges of this service; empty means all
   */
  public record Parsed(TimeRange range, String service) {}

  public Parsed parse(Parameters parameters) {
    long end = parameters.number("endTs", clock.millis(), GoNumbers::parseInt64);
    long lookback = parameters.number("lookback", DEFAULT_LOOKBACK, GoNumbers::parseInt64);
    if (end < 0) {
      throw new BadParameterException("endTs: " + end + " (expected: milliseconds since 1970)");
    }
    if (lookback < 0) {
      throw new BadParameterException("lookback: " + lookback + " (expected: not negative)");
    }
    return new Parsed(MillisRange.endingAt(end, lookback), parameters.text("service"));
  }
}
