// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import java.time.Duration;

/**
 * How much an agent holds and how long it tries.
 *
 * @param queueBytes memory for batches that no collector has confirmed
 * @param inFlight calls at a time
 * @param callTimeout how long a collector may take to confirm a batch
 * @param retryFor how long a batch is tried again while collectors are away or overloaded
 * @param retryMax how often a batch is tried again after any other failure
 */
public record ForwardLimits(
    long queueBytes, int inFlight, Duration callTimeout, Duration retryFor, int retryMax) {
  /** What an agent has without flags. */
  public static final ForwardLimits DEFAULTS =
      new ForwardLimits(64L << 20, 32, Duration.ofSeconds(10), Duration.ofMinutes(30), 3);

  /** Checks the figures. */
  public ForwardLimits {
    if (queueBytes < 1 || inFlight < 1 || retryMax < 0) {
      throw new IllegalArgumentException("queueBytes, inFlight, retryMax: " + queueBytes + ", "
          + inFlight + ", " + retryMax + " (expected: at least 1, 1, 0)");
    }
  }
}
