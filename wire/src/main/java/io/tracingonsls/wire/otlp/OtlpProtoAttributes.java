// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import static io.tracingonsls.wire.proto.ProtoReader.FIXED64;
import static io.tracingonsls.wire.proto.ProtoReader.LENGTH;
import static io.tracingonsls.wire.proto.ProtoReader.VARINT;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.proto.ProtoReader;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code KeyValue} and {@code AnyValue}. */
final class OtlpProtoAttributes {
  private final ProtoReader in;
  private final NestedValues nested;

  OtlpProtoAttributes(ProtoReader in, NestedValues nested) {
    this.in = in;
    this.nested = nested;
  }

  /** Appends the {@code KeyValue} at the cursor. */
  void read(Attributes.Builder target) throws DecodeException {
    nested.startAttribute();
    keyValue(target);
  }

  private void keyValue(Attributes.Builder target) throws DecodeException {
    in.budget().value();
    int outer = in.enter();
    String key = "";
    AttributeValue value = EmptyValue.INSTANCE;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> key = in.recurringText();
        case 2 << 3 | LENGTH -> value = anyValue();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    target.put(key, value);
  }

  private AttributeValue anyValue() throws DecodeException {
    int outer = in.enter();
    AttributeValue value = EmptyValue.INSTANCE;
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      switch (tag) {
        case 1 << 3 | LENGTH -> value = in.recurringValue();
        case 2 << 3 | VARINT -> value = AttributeValue.of(in.bool());
        case 3 << 3 | VARINT -> value = AttributeValue.of(in.int64());
        case 4 << 3 | FIXED64 -> value = AttributeValue.of(in.float64());
        case 5 << 3 | LENGTH -> value = array(tag, value);
        case 6 << 3 | LENGTH -> value = map(tag, value);
        case 7 << 3 | LENGTH -> value = AttributeValue.BytesValue.owning(in.bytes());
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return value;
  }

  private AttributeValue array(int field, AttributeValue otherwise) throws DecodeException {
    if (!nested.enter()) {
      in.skip(field);
      return otherwise;
    }
    int outer = in.enter();
    List<AttributeValue> values = new ArrayList<>();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == (1 << 3 | LENGTH) && nested.admit()) {
        in.budget().value();
        values.add(anyValue());
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    nested.leave();
    return new AttributeValue.ListValue(values);
  }

  private AttributeValue map(int field, AttributeValue otherwise) throws DecodeException {
    if (!nested.enter()) {
      in.skip(field);
      return otherwise;
    }
    int outer = in.enter();
    Attributes.Builder entries = Attributes.builder();
    for (int tag = in.nextTag(); tag != 0; tag = in.nextTag()) {
      if (tag == (1 << 3 | LENGTH) && nested.admit()) {
        keyValue(entries);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    nested.leave();
    return new AttributeValue.MapValue(entries.build());
  }
}
