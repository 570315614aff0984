// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.SpanStatus.Code;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a status out of Jaeger tags: {@code error}, else {@code otel.status_code}, else what {@code http.status_code} implies. */
final class JaegerStatus {
  private JaegerStatus() {}

  static SpanStatus take(JaegerTags tags, SpanKind kind) {
    boolean error = tags.get("error") instanceof BoolValue bool && bool.value();
    if (error) {
      tags.remove("error");
      tags.remove("otel.status_code");
      return new SpanStatus(Code.ERROR, message(tags));
    }
    AttributeValue code = tags.get("otel.status_code");
    if (code != null) {
      tags.remove("otel.status_code");
      return new SpanStatus(named(code.asText()), message(tags));
    }
    Code implied = implied(tags.get("http.status_code"), kind);
    String message = implied == Code.UNSET ? null : tags.text("http.status_message");
    return new SpanStatus(implied, message == null ? "" : message);
  }

  private static String message(JaegerTags tags) {
    String message = tags.text("otel.status_description");
    if (message != null) {
      tags.remove("otel.status_description");
      return message;
    }
    message = tags.text("http.status_message");
    return message == null ? "" : message;
  }

  private static Code named(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "OK" -> Code.OK;
      case "ERROR" -> Code.ERROR;
      default -> Code.UNSET;
    };
  }

  private static Code implied(@Nullable AttributeValue status, SpanKind kind) {
    long code;
    if (status instanceof LongValue number) {
      code = number.value();
    } else if (status instanceof StringValue text && text.value().matches("-?[0-9]{1,9}")) {
      code = Integer.parseInt(text.value());
    } else {
      return Code.UNSET;
    }
    if (code >= 100 && code < 399) {
      return Code.UNSET;
    }
    return code >= 400 && code < 500 && kind == SpanKind.SERVER ? Code.UNSET : Code.ERROR;
  }
}
