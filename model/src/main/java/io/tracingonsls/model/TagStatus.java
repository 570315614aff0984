// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.model;

import io.tracingonsls.model.SpanStatus.Code;

/** Reads a status from Jaeger tags, by the rules of the OpenTelemetry translator: a true {@code error} wins over the status code tag. */
final class TagStatus {
  private TagStatus() {}

  static SpanStatus of(Attributes tags, SpanStatus otherwise) {
    if (tags.get("error") instanceof AttributeValue.BoolValue error && error.value()) {
      return new SpanStatus(Code.ERROR, message(tags));
    }
    String code = tags.text("otel.status_code");
    if (code != null && code.equalsIgnoreCase("ERROR")) {
      return new SpanStatus(Code.ERROR, message(tags));
    }
    if (code != null && code.equalsIgnoreCase("OK")) {
      return new SpanStatus(Code.OK, message(tags));
    }
    return otherwise;
  }

  private static String message(Attributes tags) {
    String description = tags.text("otel.status_description");
    if (description == null) {
      description = tags.text("http.status_message");
    }
    return description == null ? "" : description;
  }
}
