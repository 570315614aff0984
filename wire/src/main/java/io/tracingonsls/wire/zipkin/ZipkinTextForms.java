// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.zipkin;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.DecodeLimits;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Events and links that OpenTelemetry's exporters squeeze into Zipkin's annotations and tags, separated by bars. */
final class ZipkinTextForms {
  private ZipkinTextForms() {}

  /** {@code name|{attributes}|dropped}, or a plain name. */
  static SpanEvent event(long timeNanos, String text) {
    int first = text.indexOf("|{");
    int last = text.lastIndexOf("}|");
    if (first > 0 && last > first) {
      Attributes attributes = attributes(text.substring(first + 1, last + 1));
      int dropped = count(text.substring(last + 2));
      if (attributes != null && dropped >= 0) {
        return new SpanEvent(timeNanos, text.substring(0, first), attributes, dropped);
      }
    }
    return new SpanEvent(timeNanos, text, Attributes.empty());
  }

  /** {@code traceId|spanId|traceState|{attributes}|dropped}; null for anything else. */
  static @Nullable SpanLink link(String text) {
    int brace = text.indexOf("|{");
    int last = text.lastIndexOf("}|");
    if (brace < 0 || last < brace) {
      return null;
    }
    String[] head = text.substring(0, brace).split("\\|", 3);
    Attributes attributes = attributes(text.substring(brace + 1, last + 1));
    int dropped = count(text.substring(last + 2));
    if (head.length < 3 || attributes == null || dropped < 0) {
      return null;
    }
    try {
      return new SpanLink(
          TraceId.parse(head[0]),
          SpanId.parse(head[1]),
          ReferenceType.NONE,
          head[2],
          0,
          attributes,
          dropped);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int count(String text) {
    return text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')
        ? Integer.parseInt("0" + text)
        : -1;
  }

  private static @Nullable Attributes attributes(String json) {
    ByteBuffer bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    try {
      return JsonReader.decode(bytes, DecodeLimits.DEFAULT, ZipkinTextForms::attributes);
    } catch (DecodeException e) {
      return null;
    }
  }

  private static Attributes attributes(JsonReader in) throws IOException, DecodeException {
    Attributes.Builder attributes = Attributes.builder();
    in.object(key -> {
      in.budget().value();
      if (!in.isScalar()) {
        throw in.malformed("expected a scalar");
      }
      attributes.put(key, scalar(in));
      return true;
    });
    return attributes.build();
  }

  /** A JSON scalar as the attribute value of its own type. */
  static AttributeValue scalar(JsonReader in) throws IOException, DecodeException {
    return switch (in.scalarKind()) {
      case BOOL -> AttributeValue.of(in.bool());
      case INTEGER -> AttributeValue.of(in.int64());
      case DECIMAL -> AttributeValue.of(in.float64());
      case TEXT, NULL -> AttributeValue.of(in.scalarText());
    };
  }
}
