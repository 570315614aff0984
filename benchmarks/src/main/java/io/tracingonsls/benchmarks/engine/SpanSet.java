// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.benchmarks.engine;

/** Rows of spans to fill a Logstore with, spread evenly over one day. Seeded: the same numbers give the same bytes. */
public interface SpanSet {
  /** Unix second at which the day begins. */
  long DAY_START = 1_760_000_000L;

  /** One past the last second. */
  long DAY_END = DAY_START + 86_400;

  /** A set by name, of so many spans. */
  static SpanSet named(String name, long spans) {
    return switch (name) {
      case "day" -> new DaySpans(Math.toIntExact(spans / DaySpans.SPANS_PER_TRACE));
      case "P1" -> new P1Spans(Math.toIntExact(spans / P1Spans.SPANS_PER_TRACE));
      default -> throw new IllegalArgumentException("set: " + name + " (expected: day or P1)");
    };
  }

  int traces();

  int spansPerTrace();

  /** Services are called {@code service-0} and so on. */
  int services();

  /** An attribute with thousands of values, and one of these. */
  String rareKey();

  String rareValue(int number);

  /** An attribute that is a number. */
  String numberKey();

  /** A LogGroup of the spans of the given traces, in mixed order as parallel services would send them. Ask in ascending order. */
  byte[] group(int firstTrace, int traceCount);

  /** Id of a trace. */
  static String traceId(long trace) {
    return hex(mix(trace * 2 + 1)) + hex(mix(trace * 2 + 2));
  }

  /** Id of a span of a trace. */
  static String spanId(long trace, int span) {
    return hex(mix(trace * 31 + span + 7_000_000_000L));
  }

  private static String hex(long value) {
    String text = Long.toHexString(value);
    return "0".repeat(16 - text.length()) + text;
  }

  private static long mix(long value) {
    long x = value * 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    return x ^ (x >>> 31);
  }
}
