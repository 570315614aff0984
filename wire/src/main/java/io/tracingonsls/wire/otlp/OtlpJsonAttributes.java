// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of {@code {"key","value"}} objects and the values in them. */
final class OtlpJsonAttributes {
  private final JsonReader in;
  private final NestedValues nested;

  OtlpJsonAttributes(JsonReader in, NestedValues nested) {
    this.in = in;
    this.nested = nested;
  }

  /** Appends all elements of the array at the cursor. */
  void readAll(Attributes.Builder target) throws IOException, DecodeException {
    in.array(() -> {
      nested.startAttribute();
      keyValue(target);
    });
  }

  private void keyValue(Attributes.Builder target) throws IOException, DecodeException {
    in.budget().value();
    Entry entry = new Entry();
    in.object(name -> {
      switch (name) {
        case "key" -> entry.key = in.text();
        case "value" -> entry.value = anyValue();
        default -> {
          return false;
        }
      }
      return true;
    });
    target.put(entry.key, entry.value);
  }

  private AttributeValue anyValue() throws IOException, DecodeException {
    Entry entry = new Entry();
    in.object(name -> {
      switch (name) {
        case "stringValue", "string_value" -> entry.value = AttributeValue.of(in.text());
        case "boolValue", "bool_value" -> entry.value = AttributeValue.of(in.bool());
        case "intValue", "int_value" -> entry.value = AttributeValue.of(in.int64());
        case "doubleValue", "double_value" -> entry.value = AttributeValue.of(in.float64());
        case "bytesValue", "bytes_value" ->
          entry.value = AttributeValue.BytesValue.owning(in.base64());
        case "arrayValue", "array_value" -> entry.value = array(entry.value);
        case "kvlistValue", "kvlist_value" -> entry.value = map(entry.value);
        default -> {
          return false;
        }
      }
      return true;
    });
    return entry.value;
  }

  private AttributeValue array(AttributeValue otherwise) throws IOException, DecodeException {
    if (!nested.enter()) {
      in.skip();
      return otherwise;
    }
    List<AttributeValue> values = new ArrayList<>();
    values(() -> {
      in.budget().value();
      values.add(anyValue());
    });
    nested.leave();
    return new AttributeValue.ListValue(values);
  }

  private AttributeValue map(AttributeValue otherwise) throws IOException, DecodeException {
    if (!nested.enter()) {
      in.skip();
      return otherwise;
    }
    Attributes.Builder entries = Attributes.builder();
    values(() -> keyValue(entries));
    nested.leave();
    return new AttributeValue.MapValue(entries.build());
  }

  /** The elements of the object's array {@code values}, as far as they are admitted. */
  private void values(JsonReader.ElementReader element) throws IOException, DecodeException {
    in.object(name -> {
      if (!name.equals("values")) {
        return false;
      }
      in.array(() -> {
        if (nested.admit()) {
          element.read();
        } else {
          in.skip();
        }
      });
      return true;
    });
  }

  private static final class Entry {
    private String key = "";
    private AttributeValue value = EmptyValue.INSTANCE;
  }
}
