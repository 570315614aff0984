// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

/** Outcome of a span. {@code message} is empty when there is none. */
public record SpanStatus(Code code, String message) {
  public static final SpanStatus UNSET = new SpanStatus(Code.UNSET, "");

  /** In OTLP's order. */
  public enum Code {
    UNSET,
    OK,
    ERROR
  }

  public boolean isError() {
    return code == Code.ERROR;
  }
}
