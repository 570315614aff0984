// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;
import java.util.Base64;

/** Reads lists of {@code {"key","type","value"}} objects, whose type may come after the value, and whose value may be text for any type. */
final class JaegerJsonTags {
  private String key = "";
  private String type = "";
  private String text = "";
  private JsonReader.Scalar kind = JsonReader.Scalar.NULL;

  private JaegerJsonTags() {}

  /** Appends all elements of the array at the cursor. */
  static void readAll(JsonReader in, Attributes.Builder target)
      throws IOException, DecodeException {
    in.array(() -> {
      in.budget().value();
      JaegerJsonTags tag = new JaegerJsonTags();
      in.object(name -> tag.field(in, name));
      target.put(tag.key, tag.value(in));
    });
  }

  private boolean field(JsonReader in, String name) throws IOException, DecodeException {
    switch (name) {
      case "key" -> key = in.text();
      case "type" -> type = in.text();
      case "value" -> {
        kind = in.scalarKind();
        text = in.scalarText();
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private AttributeValue value(JsonReader in) throws DecodeException {
    try {
      return switch (type) {
        case "bool" -> AttributeValue.of(Boolean.parseBoolean(text));
        case "int64" -> AttributeValue.of(text.isEmpty() ? 0 : Long.parseLong(text));
        case "float64" -> AttributeValue.of(decimal());
        case "binary" -> AttributeValue.BytesValue.owning(Base64.getDecoder().decode(text));
        case "string" -> AttributeValue.of(text);
        default -> untyped();
      };
    } catch (IllegalArgumentException e) {
      throw in.malformed("tag value that does not fit its type");
    }
  }

  private double decimal() {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      case "" -> 0;
      default -> Double.parseDouble(text);
    };
  }

  private AttributeValue untyped() {
    return switch (kind) {
      case BOOL -> AttributeValue.of(Boolean.parseBoolean(text));
      case INTEGER -> AttributeValue.of(Long.parseLong(text));
      case DECIMAL -> AttributeValue.of(Double.parseDouble(text));
      case TEXT, NULL -> AttributeValue.of(text);
    };
  }
}
