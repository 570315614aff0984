// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** So many units per second for each key, with one second's worth of burst. Thread-safe; a limit of 0 lets everything pass. */
final class RateLimit {
  private static final int MAX_KEYS = 100_000;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

  private static final class Bucket {
    private double left;
    private long filledNanos;

    Bucket(double left, long filledNanos) {
      this.left = left;
      this.filledNanos = filledNanos;
    }
  }

  RateLimit(long perSecond, LongSupplier nanoTime) {
    this.perSecond = (double) perSecond;
    this.nanoTime = nanoTime;
  }

  /** Takes the units if any of the second's worth is left: one big request may overdraw, and the next ones wait for it. */
  boolean take(String key, long units) {
    if (perSecond == 0) {
      return true;
    }
    if (buckets.size() > MAX_KEYS) {
      buckets.clear();
    }
    Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket(perSecond, nanoTime.getAsLong()));
    synchronized (bucket) {
      long now = nanoTime.getAsLong();
      bucket.left = Math.min(
          perSecond, bucket.left + perSecond * ((double) (now - bucket.filledNanos) / 1e9));
      bucket.filledNanos = now;
      if (bucket.left <= 0) {
        return false;
      }
      bucket.left -= (double) units;
      return true;
    }
  }
}
