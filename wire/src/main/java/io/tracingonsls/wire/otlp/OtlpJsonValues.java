// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.AttributeText;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import java.io.IOException;

/** Writes attributes in OTLP's JSON. */
final class OtlpJsonValues {
  private final JsonGenerator json;

  OtlpJsonValues(JsonGenerator json) {
    this.json = json;
  }

  /** The field {@code attributes}; nothing when there are none. */
  void attributes(Attributes attributes) throws IOException {
    if (!attributes.isEmpty()) {
      json.writeFieldName("attributes");
      keyValues(attributes);
    }
  }

  private void keyValues(Attributes attributes) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < attributes.size(); i++) {
      json.writeStartObject();
      json.writeStringField("key", attributes.key(i));
      json.writeFieldName("value");
      value(attributes.value(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void value(AttributeValue value) throws IOException {
    json.writeStartObject();
    if (value instanceof StringValue text) {
      json.writeStringField("stringValue", text.value());
    } else if (value instanceof BoolValue bool) {
      json.writeBooleanField("boolValue", bool.value());
    } else if (value instanceof LongValue number) {
      json.writeStringField("intValue", Long.toString(number.value()));
    } else if (value instanceof DoubleValue number) {
      decimal(number.value());
    } else if (value instanceof BytesValue bytes) {
      json.writeStringField("bytesValue", bytes.toBase64());
    } else if (value instanceof ListValue list) {
      list(list);
    } else if (value instanceof MapValue map) {
      json.writeObjectFieldStart("kvlistValue");
      json.writeFieldName("values");
      keyValues(map.entries());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private void list(ListValue list) throws IOException {
    json.writeObjectFieldStart("arrayValue");
    json.writeArrayFieldStart("values");
    for (AttributeValue element : list.values()) {
      value(element);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Protobuf's JSON has NaN and the infinities as text. */
  private void decimal(double value) throws IOException {
    json.writeFieldName("doubleValue");
    if (Double.isNaN(value)) {
      json.writeString("NaN");
    } else if (Double.isInfinite(value)) {
      json.writeString(value > 0 ? "Infinity" : "-Infinity");
    } else {
      json.writeNumber(AttributeText.ofDouble(value));
    }
  }
}
