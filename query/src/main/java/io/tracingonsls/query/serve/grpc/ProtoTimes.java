// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;

/** Times of requests. Go's clients send a time that is not set as the year 1, and a duration that is not set as zero. */
final class ProtoTimes {
  private static final long NANOS = 1_000_000_000L;
  private static final long YEAR_ONE_SECONDS = -62_135_596_800L;

  private ProtoTimes() {}

  /** Whether the client meant a time. */
  static boolean isSet(boolean present, Timestamp time) {
    return present && time.getSeconds() > YEAR_ONE_SECONDS;
  }

  /** Nanoseconds since the epoch, at the limits of a long what lies beyond them. */
  static long nanos(Timestamp time) {
    return saturated(time.getSeconds(), time.getNanos());
  }

  static long nanos(Duration duration) {
    return saturated(duration.getSeconds(), duration.getNanos());
  }

  private static long saturated(long seconds, int nanos) {
    if (seconds >= Long.MAX_VALUE / NANOS) {
      return Long.MAX_VALUE;
    }
    return seconds <= Long.MIN_VALUE / NANOS ? Long.MIN_VALUE : seconds * NANOS + nanos;
  }

  static Timestamp timestamp(long nanos) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(nanos, NANOS))
        .setNanos((int) Math.floorMod(nanos, NANOS))
        .build();
  }

  static Timestamp timestampMillis(long millis) {
    return Timestamp.newBuilder()
        .setSeconds(Math.floorDiv(millis, 1_000L))
        .setNanos((int) Math.floorMod(millis, 1_000L) * 1_000_000)
        .build();
  }
}
