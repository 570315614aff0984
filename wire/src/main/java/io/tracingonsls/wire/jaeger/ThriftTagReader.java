// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.thrift.ThriftReader;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Reads lists of Thrift tags into attributes. One object serves a whole message. */
final class ThriftTagReader {
  private static final AttributeValue EMPTY_TEXT = AttributeValue.of("");
  private static final AttributeValue EMPTY_BYTES = AttributeValue.BytesValue.owning(new byte[0]);

  private final ThriftReader in;
  private final ThriftReader.FieldReader tagField = this::field;
  private final ThriftReader.ElementReader tagElement = this::tag;

  private final Attributes.Builder tags = Attributes.builder();
  private @Nullable String key;
  private int type;
  private boolean typeSeen;
  private @Nullable AttributeValue text;
  private double number;
  private boolean truth;
  private long integer;
  private byte @Nullable [] binary;

  ThriftTagReader(ThriftReader in) {
    this.in = in;
  }

  Attributes read() throws DecodeException {
    tags.clear();
    in.structs(tagElement);
    return tags.build();
  }

  private void tag() throws DecodeException {
    in.budget().value();
    key = null;
    typeSeen = false;
    text = null;
    number = 0;
    truth = false;
    integer = 0;
    binary = null;
    in.struct(tagField);
    if (key == null) {
      throw ThriftBatchReader.missing("Tag.key");
    }
    if (!typeSeen) {
      throw ThriftBatchReader.missing("Tag.vType");
    }
    tags.put(key, value());
  }

  private void field(int id, int wireType) throws DecodeException {
    switch (id) {
      case 1 -> key = in.is(wireType, TType.STRING) ? in.recurringText() : key;
      case 2 -> {
        if (in.is(wireType, TType.I32)) {
          type = in.i32();
          typeSeen = true;
        }
      }
      case 3 -> text = in.is(wireType, TType.STRING) ? in.recurringValue() : text;
      case 4 -> number = in.is(wireType, TType.DOUBLE) ? in.float64() : number;
      case 5 -> truth = in.is(wireType, TType.BOOL) ? in.bool() : truth;
      case 6 -> integer = in.is(wireType, TType.I64) ? in.i64() : integer;
      case 7 -> binary = in.is(wireType, TType.STRING) ? in.binary() : binary;
      default -> in.skip(wireType);
    }
  }

  private AttributeValue value() {
    return switch (type) {
      case 0 -> text == null ? EMPTY_TEXT : text;
      case 1 -> AttributeValue.of(number);
      case 2 -> AttributeValue.of(truth);
      case 3 -> AttributeValue.of(integer);
      case 4 -> binary == null ? EMPTY_BYTES : AttributeValue.BytesValue.owning(binary);
      default -> AttributeValue.of("Unknown VType: " + type);
    };
  }
}
