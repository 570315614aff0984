// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;

/** OTLP's enum numbers and names. What is unknown reads as number 0. */
final class OtlpCodes {
  private OtlpCodes() {}

  static SpanKind kind(int number) {
    return switch (number) {
      case 1 -> SpanKind.INTERNAL;
      case 2 -> SpanKind.SERVER;
      case 3 -> SpanKind.CLIENT;
      case 4 -> SpanKind.PRODUCER;
      case 5 -> SpanKind.CONSUMER;
      default -> SpanKind.UNSPECIFIED;
    };
  }

  static int number(SpanKind kind) {
    return switch (kind) {
      case UNSPECIFIED -> 0;
      case INTERNAL -> 1;
      case SERVER -> 2;
      case CLIENT -> 3;
      case PRODUCER -> 4;
      case CONSUMER -> 5;
    };
  }

  /** From {@code SPAN_KIND_SERVER} and the like. */
  static SpanKind kind(String name) {
    String prefix = "SPAN_KIND_";
    return name.startsWith(prefix)
        ? SpanKind.fromText(name.substring(prefix.length()))
        : SpanKind.UNSPECIFIED;
  }

  static SpanStatus.Code status(int number) {
    return switch (number) {
      case 1 -> SpanStatus.Code.OK;
      case 2 -> SpanStatus.Code.ERROR;
      default -> SpanStatus.Code.UNSET;
    };
  }

  static int number(SpanStatus.Code code) {
    return switch (code) {
      case UNSET -> 0;
      case OK -> 1;
      case ERROR -> 2;
    };
  }

  /** From {@code STATUS_CODE_ERROR} and the like. */
  static SpanStatus.Code status(String name) {
    return switch (name) {
      case "STATUS_CODE_OK" -> SpanStatus.Code.OK;
      case "STATUS_CODE_ERROR" -> SpanStatus.Code.ERROR;
      default -> SpanStatus.Code.UNSET;
    };
  }
}
