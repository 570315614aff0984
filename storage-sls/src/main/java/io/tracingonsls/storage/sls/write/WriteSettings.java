// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

import java.time.Duration;

/**
 * How writes are grouped and bounded.
 *
 * @param senders threads that send; each holds at most one LogGroup
 * @param targetBytes raw bytes at which a LogGroup goes at once
 * @param linger how long a lone write waits for company
 * @param maxLinger how long it waits while other LogGroups are under way
 * @param queueBytes encoded bytes that may wait or be under way; more is refused
 * @param maxPast log times further back are replaced by now; zero means no bound
 * @param maxFuture log times further ahead are replaced by now; zero means no bound
 * @param sourceAddress what rows name as their source
 */
public record WriteSettings(
    int senders,
    int targetBytes,
    Duration linger,
    Duration maxLinger,
    long queueBytes,
    Duration maxPast,
    Duration maxFuture,
    String sourceAddress) {
  /** Raw bytes that one LogGroup never exceeds. */
  public static final int MAX_GROUP_BYTES = 3_000_000;

  /** Logs that one LogGroup never exceeds. */
  public static final int MAX_GROUP_LOGS = 4_096;

  /** For one of several tenants: few threads each, and none may fill the queue alone. */
  public WriteSettings ofTenant() {
    return new WriteSettings(
        Math.min(senders, 2),
        targetBytes,
        linger,
        maxLinger,
        Math.max(MAX_GROUP_BYTES, queueBytes / 2),
        maxPast,
        maxFuture,
        sourceAddress);
  }

  public WriteSettings {
    if (senders < 1 || senders > 256) {
      throw new IllegalArgumentException("senders: " + senders + " (expected: 1 to 256)");
    }
    if (targetBytes < 1 || targetBytes > MAX_GROUP_BYTES) {
      throw new IllegalArgumentException(
          "target bytes: " + targetBytes + " (expected: 1 to " + MAX_GROUP_BYTES + ")");
    }
    if (queueBytes < MAX_GROUP_BYTES) {
      throw new IllegalArgumentException(
          "queue bytes: " + queueBytes + " (expected: at least " + MAX_GROUP_BYTES + ")");
    }
  }
}
