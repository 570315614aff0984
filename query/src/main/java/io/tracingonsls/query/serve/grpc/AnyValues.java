// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.wire.generated.storagev2.AnyValue;
import io.tracingonsls.wire.generated.storagev2.KeyValue;
import java.util.ArrayList;
import java.util.List;

/** Typed values of the storage API. protobuf bounds their depth when it reads them. */
final class AnyValues {
  private AnyValues() {}

  static AttributeValue of(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> AttributeValue.of(value.getStringValue());
      case BOOL_VALUE -> AttributeValue.of(value.getBoolValue());
      case INT_VALUE -> AttributeValue.of(value.getIntValue());
      case DOUBLE_VALUE -> AttributeValue.of(value.getDoubleValue());
      case BYTES_VALUE -> BytesValue.owning(value.getBytesValue().toByteArray());
      case ARRAY_VALUE -> list(value.getArrayValue().getValuesList());
      case KVLIST_VALUE -> map(value.getKvlistValue().getValuesList());
      case VALUE_NOT_SET -> EmptyValue.INSTANCE;
    };
  }

  private static AttributeValue list(List<AnyValue> values) {
    List<AttributeValue> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(of(value)));
    return new ListValue(list);
  }

  private static AttributeValue map(List<KeyValue> entries) {
    Attributes.Builder map = Attributes.builder(entries.size());
    entries.forEach(entry -> map.put(entry.getKey(), of(entry.getValue())));
    return new MapValue(map.build());
  }
}
