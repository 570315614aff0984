// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.Attribute;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import java.util.BitSet;

/**
 * What an attribute list has beyond its JSON object: value types that the object's text does not show, and repeated keys, which the object
 * can't hold. Written as members of a {@code jaeger.ext} part; package-info has the schema. Not thread-safe.
 */
final class AttributePatch {
  private final RowBytes types = new RowBytes(64);
  private final RowBytes inserts = new RowBytes(64);
  private final BitSet inserted = new BitSet();

  void clear() {
    types.clear();
    inserts.clear();
    inserted.clear();
  }

  void shrink(int most) {
    types.shrink(most);
    inserts.shrink(most);
  }

  boolean isEmpty() {
    return types.isEmpty() && inserts.isEmpty();
  }

  /** Says that the text at {@code index} stands for bytes, a double and so on. */
  void type(int index, char mark) {
    open(types, index).put('"').put(mark).put('"').put(']');
  }

  /** Gives the value at {@code index} in full, because its text is only good for reading. */
  void value(int index, AttributeValue value) {
    open(types, index).put('"').put('v').put('"').put(',');
    typed(value, types);
    types.put(']');
  }

  /** An entry that is not in the object. */
  void insert(int index, String key, AttributeValue value) {
    inserted.set(index);
    open(inserts, index).jsonString(key).put(',');
    typed(value, inserts);
    inserts.put(']');
  }

  /** Whether the entry was inserted, so that the object's index does not have it. */
  boolean hasInserted(int index) {
    return inserted.get(index);
  }

  /** The entry whose value is the row's field {@code host}. */
  void insertHost(int index) {
    RowBytes target = open(inserts, index);
    target.truncate(target.size() - 1);
    target.put(']');
  }

  private static RowBytes open(RowBytes target, int index) {
    return (target.isEmpty() ? target : target.put(',')).put('[').decimal(index).put(',');
  }

  /** Appends the members to an object in the making. */
  void appendMembers(ExtObject ext) {
    if (!types.isEmpty()) {
      ext.member("x").put('[').put(types).put(']');
    }
    if (!inserts.isEmpty()) {
      ext.member("r").put('[').put(inserts).put(']');
    }
  }

  /** JSON that shows every type: plain JSON for what JSON has, one-member objects for the rest. */
  private static void typed(AttributeValue value, RowBytes json) {
    if (value instanceof BytesValue bytes) {
      json.put('{').jsonString("b").put(':').jsonString(bytes.toBase64()).put('}');
    } else if (value instanceof DoubleValue number && !Double.isFinite(number.value())) {
      json.put('{').jsonString("d").put(':').jsonString(value.asText()).put('}');
    } else if (value instanceof ListValue list) {
      json.put('[');
      for (int i = 0; i < list.values().size(); i++) {
        if (i > 0) {
          json.put(',');
        }
        typed(list.values().get(i), json);
      }
      json.put(']');
    } else if (value instanceof MapValue map) {
      json.put('{').jsonString("m").put(':').put('[');
      boolean first = true;
      for (Attribute entry : map.entries()) {
        if (!first) {
          json.put(',');
        }
        first = false;
        json.put('[').jsonString(entry.key()).put(',');
        typed(entry.value(), json);
        json.put(']');
      }
      json.put(']').put('}');
    } else {
      AttributeJson.scalar(value, json);
    }
  }
}
