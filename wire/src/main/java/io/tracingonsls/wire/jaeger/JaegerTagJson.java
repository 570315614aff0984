// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import io.tracingonsls.model.AttributeText;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.Attributes;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Writes lists of tags as Jaeger's {@code {"key","type","value"}} objects. */
final class JaegerTagJson {
  /** Beyond this, JavaScript loses digits: such integers are written as text. */
  private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

  /** Tags whose beginnings are kept for the rest of the answer. */
  private static final int MOST_HEADS = 1_000;

  private final JsonGenerator json;
  private final boolean plainUtf8;
  private final Map<String, Map<String, Head>> heads = new HashMap<>();
  private int headCount;

  JaegerTagJson(JsonGenerator json) {
    this.json = json;
    this.plainUtf8 = json instanceof UTF8JsonGenerator && json.getPrettyPrinter() == null;
  }

  void write(String name, Attributes tags) throws IOException {
    json.writeArrayFieldStart(name);
    for (int i = 0; i < tags.size(); i++) {
      json.writeStartObject();
      tag(tags.key(i), tags.value(i));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void tag(String key, AttributeValue value) throws IOException {
    if (value instanceof LongValue number) {
      head(key, "int64");
      integer(number.value());
    } else if (value instanceof BoolValue bool) {
      head(key, "bool");
      json.writeBoolean(bool.value());
    } else if (value instanceof DoubleValue number) {
      head(key, "float64");
      decimal(number.value());
    } else if (value instanceof BytesValue bytes) {
      head(key, "binary");
      binary(bytes);
    } else {
      head(key, "string");
      json.writeString(value.asText());
    }
  }

  /** All before the value. A trace has hundreds of thousands of tags with few different keys. */
  private void head(String key, String type) throws IOException {
    if (!plainUtf8) {
      json.writeStringField("key", key);
      json.writeStringField("type", type);
      json.writeFieldName("value");
      return;
    }
    Map<String, Head> ofType = heads.computeIfAbsent(type, any -> new HashMap<>());
    Head head = ofType.get(key);
    if (head == null) {
      head = new Head(key, type);
      if (headCount < MOST_HEADS) {
        headCount++;
        ofType.put(key, head);
      }
    }
    json.writeFieldName(head);
  }

  /** {@code key":"…","type":"…","value}: in the place of one field name, for the generator puts quotes around it and a colon behind. */
  private static final class Head extends SerializedString {
    private static final long serialVersionUID = 1;

    Head(String key, String type) {
      super(key);
      String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(key));
      _quotedUTF8Ref =
          ("key\":\"" + quoted + "\",\"type\":\"" + type + "\",\"value").getBytes(UTF_8);
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
