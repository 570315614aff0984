// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

/** Two habits of the recorded releases that run through all their answers and that we do not share on purpose. */
final class JaegerHabits {
  private static final String FORMAT_TAG =
      "{\"key\":\"@jaeger@format\",\"type\":\"string\",\"value\":\"jaeger\"}";
  private static final String FORMAT_ATTRIBUTE =
      "{\"key\":\"@jaeger@format\",\"value\":{\"stringValue\":\"jaeger\"}}";

  private JaegerHabits() {}

  /** v1.67 marks every span with the format it came in; spans pass through us unchanged. */
  static String removedFrom(String body) {
    return body.replace(FORMAT_TAG + ",", "")
        .replace("," + FORMAT_TAG, "")
        .replace(FORMAT_TAG, "")
        .replace(FORMAT_ATTRIBUTE + ",", "")
        .replace("," + FORMAT_ATTRIBUTE, "")
        .replace("\"attributes\":[" + FORMAT_ATTRIBUTE + "],", "");
  }

  /** v2.20 loses Jaeger's flags; we show them. */
  static String withoutFlags(String body) {
    return body.replaceAll("\"flags\":\\d+,", "");
  }
}
