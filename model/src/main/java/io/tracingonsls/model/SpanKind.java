// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import java.util.Locale;

/** The role of a span in a call, in OTLP's order. */
public enum SpanKind {
  UNSPECIFIED,
  INTERNAL,
  SERVER,
  CLIENT,
  PRODUCER,
  CONSUMER;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The value of Jaeger's tag {@code span.kind}; {@code unspecified} has no tag. */
  public String text() {
    return text;
  }

  /** The kind named by {@code text} in either case; {@link #UNSPECIFIED} for anything else. */
  public static SpanKind fromText(String text) {
    for (SpanKind kind : values()) {
      if (kind.text.equalsIgnoreCase(text)) {
        return kind;
      }
    }
    return UNSPECIFIED;
  }
}
