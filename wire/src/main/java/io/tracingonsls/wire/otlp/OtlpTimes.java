// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

/** OTLP's unsigned nanoseconds as signed ones. */
final class OtlpTimes {
  private OtlpTimes() {}

  /** What lies beyond the year 2262 becomes the end of that year. */
  static long signed(long unsignedNanos) {
    return unsignedNanos < 0 ? Long.MAX_VALUE : unsignedNanos;
  }
}
