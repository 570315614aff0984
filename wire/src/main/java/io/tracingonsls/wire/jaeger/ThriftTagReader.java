// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.thrift.ThriftFields;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Reads lists of Thrift tags into attributes. One object serves a whole message. */
final class ThriftTagReader {
  private static final AttributeValue EMPTY_TEXT = AttributeValue.of("");
  private static final AttributeValue EMPTY_BYTES = AttributeValue.BytesValue.owning(new byte[0]);

  private final TProtocol protocol;
  private final ThriftFields fields;
  private final ThriftFields.FieldReader tagField = this::field;
  private final ThriftFields.ElementReader tagElement = this::tag;

  private Attributes.Builder tags = Attributes.builder();
  private @Nullable String key;
  private int type;
  private boolean typeSeen;
  private @Nullable String text;
  private double number;
  private boolean truth;
  private long integer;
  private byte @Nullable [] binary;

  ThriftTagReader(ThriftFields fields) {
    this.fields = fields;
    protocol = fields.protocol();
  }

  Attributes read() throws TException, DecodeException {
    tags = Attributes.builder();
    fields.structs(tagElement);
    return tags.build();
  }

  private void tag() throws TException, DecodeException {
    fields.budget().value();
    key = null;
    typeSeen = false;
    text = null;
    number = 0;
    truth = false;
    integer = 0;
    binary = null;
    fields.struct(tagField);
    if (key == null) {
      throw ThriftBatchReader.missing("Tag.key");
    }
    if (!typeSeen) {
      throw ThriftBatchReader.missing("Tag.vType");
    }
    tags.put(key, value());
  }

  private void field(short id, byte wireType) throws TException, DecodeException {
    switch (id) {
      case 1 -> key = fields.is(wireType, TType.STRING) ? fields.text() : key;
      case 2 -> {
        if (fields.is(wireType, TType.I32)) {
          type = protocol.readI32();
          typeSeen = true;
        }
      }
      case 3 -> text = fields.is(wireType, TType.STRING) ? fields.text() : text;
      case 4 -> number = fields.is(wireType, TType.DOUBLE) ? protocol.readDouble() : number;
      case 5 -> truth = fields.is(wireType, TType.BOOL) ? protocol.readBool() : truth;
      case 6 -> integer = fields.is(wireType, TType.I64) ? protocol.readI64() : integer;
      case 7 -> binary = fields.is(wireType, TType.STRING) ? fields.bytes() : binary;
      default -> fields.skip(wireType);
    }
  }

  private AttributeValue value() {
    return switch (type) {
      case 0 -> text == null ? EMPTY_TEXT : AttributeValue.of(text);
      case 1 -> AttributeValue.of(number);
      case 2 -> AttributeValue.of(truth);
      case 3 -> AttributeValue.of(integer);
      case 4 -> binary == null ? EMPTY_BYTES : AttributeValue.BytesValue.owning(binary);
      default -> AttributeValue.of("Unknown VType: " + type);
    };
  }
}
