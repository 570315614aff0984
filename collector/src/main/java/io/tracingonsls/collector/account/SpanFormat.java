// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.account;

import java.util.Locale;

/** What kind of client a span comes from; the metric label {@code format}. */
public enum SpanFormat {
  JAEGER,
  PROTO,
  ZIPKIN,
  OTLP;

  /** Whether Jaeger's own rules for processes apply. */
  public boolean isJaegers() {
    return this == JAEGER || this == PROTO;
  }

  /** The metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
