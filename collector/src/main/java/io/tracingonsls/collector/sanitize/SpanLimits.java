// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

/**
 * How large the parts of a span may be; what is longer is cut with a warning. Lengths are in UTF-16 units for texts and
 * bytes for binary values.
 *
 * @param serviceNameChars of the service name
 * @param nameChars of operation and event names
 * @param keyChars of attribute keys
 * @param valueChars of one attribute value
 * @param spanBytes of the whole span with its share of nothing: surplus events, links and attributes are dropped and counted
 */
public record SpanLimits(
    int serviceNameChars, int nameChars, int keyChars, int valueChars, int spanBytes) {
  /** Checks that everything is positive and fits together. */
  public SpanLimits {
    boolean positive = serviceNameChars > 0 && nameChars > 0 && keyChars > 0 && valueChars > 0;
    if (!positive || spanBytes < 4096) {
      throw new IllegalArgumentException(
          "span limits: " + spanBytes + " (expected: positive, a span at least 4096)");
    }
  }

  /** Service 1 KiB, names 8 KiB, keys 16 KiB, values 256 KiB, spans 1 MiB. */
  public static SpanLimits defaults() {
    return new SpanLimits(1 << 10, 8 << 10, 16 << 10, 256 << 10, 1 << 20);
  }

  /** The same with another limit of a value and of a span. */
  public SpanLimits with(int newValueChars, int newSpanBytes) {
    return new SpanLimits(serviceNameChars, nameChars, keyChars, newValueChars, newSpanBytes);
  }
}
