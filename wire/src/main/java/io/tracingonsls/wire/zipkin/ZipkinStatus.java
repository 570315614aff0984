// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.SpanStatus.Code;
import java.util.Locale;
import java.util.Map;

/** Takes a status out of textual tags. Any {@code error} means an error; its text stays a tag unless it says no more than "true". */
final class ZipkinStatus {
  private ZipkinStatus() {}

  static SpanStatus take(Map<String, String> tags) {
    Code code = Code.UNSET;
    String message = "";
    String named = tags.remove("otel.status_code");
    if (named != null) {
      code = code(named);
      String description = tags.remove("otel.status_description");
      message = description == null ? "" : description;
    }
    String error = tags.get("error");
    if (error != null) {
      code = Code.ERROR;
      if (error.equals("true")) {
        tags.remove("error");
      }
    }
    return new SpanStatus(code, message);
  }

  private static Code code(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "OK", "STATUS_CODE_OK" -> Code.OK;
      case "ERROR", "STATUS_CODE_ERROR" -> Code.ERROR;
      default -> Code.UNSET;
    };
  }
}
