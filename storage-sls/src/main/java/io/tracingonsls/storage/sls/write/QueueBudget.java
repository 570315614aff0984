// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.write;

/** How many encoded bytes may wait for Log Service, in all write queues of a storage together. Thread-safe. */
public final class QueueBudget {
  private final long capacityBytes;
  private long usedBytes;

  public QueueBudget(long capacityBytes) {
    this.capacityBytes = capacityBytes;
  }

  /** Takes room if there is some. */
  synchronized boolean take(long bytes) {
    if (bytes > capacityBytes - usedBytes) {
      return false;
    }
    usedBytes += bytes;
    return true;
  }

  /** Gives room back. */
  synchronized void give(long bytes) {
    usedBytes -= bytes;
  }

  /** What is taken. */
  public synchronized long usedBytes() {
    return usedBytes;
  }
}
