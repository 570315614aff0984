// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
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

  // Encoded once: a trace has hundreds of thousands of them.
  private static final SerializedString KEY = new SerializedString("key");
  private static final SerializedString TYPE = new SerializedString("type");
  private static final SerializedString VALUE = new SerializedString("value");
  private static final SerializedString STRING = new SerializedString("string");
  private static final SerializedString BOOL = new SerializedString("bool");
  private static final SerializedString INT64 = new SerializedString("int64");
  private static final SerializedString FLOAT64 = new SerializedString("float64");
  private static final SerializedString BINARY = new SerializedString("binary");

  private final JsonGenerator json;

  JaegerTagJson(JsonGenerator json) {
    this.json = json;
  }

  void write(String name, Attributes tags) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < tags.size(); i++) {
      json.writeStartObject();
      json.writeFieldName(KEY);
      json.writeString(tags.key(i));
      json.writeFieldName(TYPE);
      value(tags.value(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void value(AttributeValue value) throws IOException {
    if (value instanceof LongValue number) {
      json.writeString(INT64);
      json.writeFieldName(VALUE);
      integer(number.value());
    } else if (value instanceof BoolValue bool) {
      json.writeString(BOOL);
      json.writeFieldName(VALUE);
      json.writeBoolean(bool.value());
    } else if (value instanceof DoubleValue number) {
      json.writeString(FLOAT64);
      json.writeFieldName(VALUE);
      decimal(number.value());
    } else if (value instanceof BytesValue bytes) {
      json.writeString(BINARY);
      json.writeFieldName(VALUE);
      binary(bytes);
    } else {
      json.writeString(STRING);
      json.writeFieldName(VALUE);
      json.writeString(value.asText());
    }
  }

  /** An empty binary is null, as in Jaeger's JSON. */
  private void binary(BytesValue bytes) throws IOException {
    if (bytes.length() == 0) {
      json.writeNull();
    } else {
      json.writeString(bytes.toBase64());
    }
  }

  private void integer(long value) throws IOException {
    if (value > MAX_SAFE_INTEGER || value < -MAX_SAFE_INTEGER) {
      json.writeString(Long.toString(value));
    } else {
      json.writeNumber(value);
    }
  }

  /** JSON has no NaN and no infinities; Jaeger fails the whole answer for them, we write their names. */
  private void decimal(double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(AttributeText.ofDouble(value));
    } else {
      json.writeString(AttributeText.ofDouble(value));
    }
  }
}
