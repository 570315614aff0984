// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.forward;

import io.grpc.Status;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** A batch on its way and what it has been through. Used by one thread at a time. */
final class Attempt {
  private static final long FIRST_DELAY_MILLIS = 100;
  private static final long LONGEST_DELAY_MILLIS = 5_000;

  private final ForwardBatch batch;
  private final long startNanos = System.nanoTime();
  private int failures;
  private int otherFailures;

  Attempt(ForwardBatch batch) {
    this.batch = batch;
  }

  ForwardBatch batch() {
    return batch;
  }

  /** Notes a failure and says whether to try again. */
  boolean failed(Status status, ForwardLimits limits) {
    failures++;
    if (isAway(status)) {
      return System.nanoTime() - startNanos < limits.retryFor().toNanos();
    }
    otherFailures++;
    return isWorthRepeating(status) && otherFailures <= limits.retryMax();
  }

  /** Grows from a tenth of a second to five, give or take half, so that agents do not call in step. */
  long delayNanos() {
    long millis = Math.min(
        LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS << Math.min(10, Math.max(0, failures - 1)));
    long spread = ThreadLocalRandom.current().nextLong(millis / 2, millis + 1);
    return TimeUnit.MILLISECONDS.toNanos(spread);
  }

  /** No collector could take the batch now, which says nothing about the batch; nor does a token or tenant that they don't know. */
  static boolean isAway(Status status) {
    return switch (status.getCode()) {
      case UNAVAILABLE, RESOURCE_EXHAUSTED, DEADLINE_EXCEEDED, UNAUTHENTICATED, PERMISSION_DENIED ->
        true;
      default -> false;
    };
  }

  private static boolean isWorthRepeating(Status status) {
    return switch (status.getCode()) {
      case UNKNOWN, INTERNAL, ABORTED, CANCELLED -> true;
      default -> false;
    };
  }
}
