// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.AttributeText;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.Attributes;
import java.io.IOException;

/** Writes lists of tags as Jaeger's {@code {"key","type","value"}} objects. */
final class JaegerTagJson {
  /** Beyond this, JavaScript loses digits: such integers are written as text. */
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  private final JsonGenerator json;

  JaegerTagJson(JsonGenerator json) {
    this.json = json;
  }

  void write(String name, Attributes tags) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < tags.size(); i++) {
      json.writeStartObject();
      json.writeStringField("key", tags.key(i));
      value(tags.value(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void value(AttributeValue value) throws IOException {
    if (value instanceof LongValue number) {
      json.writeStringField("type", "int64");
      integer(number.value());
    } else if (value instanceof BoolValue bool) {
      json.writeStringField("type", "bool");
      json.writeBooleanField("value", bool.value());
    } else if (value instanceof DoubleValue number) {
      json.writeStringField("type", "float64");
      decimal(number.value());
    } else if (value instanceof BytesValue bytes) {
      json.writeStringField("type", "binary");
      binary(bytes);
    } else {
      json.writeStringField("type", "string");
      json.writeStringField("value", value.asText());
    }
  }

  /** An empty binary is null, as in Jaeger's JSON. */
  private void binary(BytesValue bytes) throws IOException {
    if (bytes.length() == 0) {
      json.writeNullField("value");
    } else {
      json.writeStringField("value", bytes.toBase64());
    }
  }

  private void integer(long value) throws IOException {
    if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
      json.writeStringField("value", Long.toString(value));
    } else {
      json.writeNumberField("value", value);
    }
  }

  /** JSON has no NaN and no infinities; Jaeger fails the whole answer for them, we write their names. */
  private void decimal(double value) throws IOException {
    json.writeFieldName("value");
    if (Double.isFinite(value)) {
      json.writeNumber(AttributeText.ofDouble(value));
    } else {
      json.writeString(AttributeText.ofDouble(value));
    }
  }
}
