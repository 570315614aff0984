// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.adjust;

import java.time.Duration;

/** The chains of repairs. */
public final class TraceAdjusters {
  /** Leaves a trace as it is. */
  public static final TraceAdjuster NONE = trace -> trace;

  private TraceAdjusters() {}

  /**
   * All repairs in Jaeger's order: duplicates can only be told after sorting, and clock skew adds warnings, which would make equal spans
   * different, so it comes after them.
   *
   * @param maxClockSkew the farthest a span is moved; zero moves nothing and only warns
   */
  public static TraceAdjuster standard(Duration maxClockSkew) {
    return new SharedSpanIdAdjuster()
        .then(new AttributeOrderAdjuster())
        .then(new DuplicateSpanAdjuster())
        .then(new ClockSkewAdjuster(maxClockSkew))
        .then(new IpAttributeAdjuster())
        .then(new LibraryAttributeAdjuster())
        .then(new EmptyReferenceAdjuster())
        .then(new ParentReferenceAdjuster());
  }
}
