// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import java.util.HashSet;
import java.util.Set;

/** Writes attribute lists as the JSON objects of a row. */
final class AttributeJson {
  private static final int LINEAR = 24;

  private AttributeJson() {}

  /**
   * Whether an earlier entry has the same key. Short lists, which nearly all are, are searched, and only if a set of 64 bits says that
   * there may be one.
   */
  static final class SeenKeys {
    private final Attributes attributes;
    private final int skipped;
    private final Set<String> keys;
    private long hashes;

    SeenKeys(Attributes attributes, int skipped) {
      this.attributes = attributes;
      this.skipped = skipped;
      this.keys = attributes.size() > LINEAR ? new HashSet<>() : Set.of();
    }

    boolean seenBefore(int index) {
      String key = attributes.key(index);
      if (attributes.size() > LINEAR) {
        return !keys.add(key);
      }
      int hash = key.hashCode();
      long bit = 1L << hash;
      boolean mayBeThere = (hashes & bit) != 0;
      hashes |= bit;
      for (int i = 0; mayBeThere && i < index; i++) {
        boolean same = attributes.key(i).hashCode() == hash && attributes.key(i).equals(key);
        if (same && i != skipped) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Writes typed values.
   *
   * @param skipped index of an entry that stands elsewhere in the row, or -1
   * @param reserved a key that the caller adds itself, or the empty text: entries with it go to the patch
   * @param json gets {@code "key":value} pairs without braces
   */
  static void typedMembers(
      Attributes attributes, int skipped, String reserved, RowBytes json, AttributePatch patch) {
    SeenKeys seen = new SeenKeys(attributes, skipped);
    boolean first = true;
    for (int i = 0; i < attributes.size(); i++) {
      String key = attributes.key(i);
      AttributeValue value = attributes.value(i);
      if (i == skipped) {
        continue;
      }
      if (seen.seenBefore(i) || (!reserved.isEmpty() && reserved.equals(key))) {
        patch.insert(i, key, value);
        continue;
      }
      if (!first) {
        json.put(',');
      }
      first = false;
      typedValue(i, value, JsonKey.of(key).writeTo(json), patch);
    }
  }

  private static void typedValue(
      int index, AttributeValue value, RowBytes json, AttributePatch patch) {
    if (value instanceof StringValue text) {
      json.jsonString(text.value());
    } else if (value instanceof BytesValue bytes) {
      json.jsonString(bytes.toBase64());
      patch.type(index, 'b');
    } else if (value instanceof DoubleValue number && !Double.isFinite(number.value())) {
      json.jsonString(value.asText());
      patch.type(index, 'd');
    } else if (value instanceof ListValue || value instanceof MapValue) {
      if (isPlainJson(value)) {
        nested(value, json);
      } else {
        json.jsonString(value.asText());
        patch.value(index, value);
      }
    } else {
      scalar(value, json);
    }
  }

  /** Writes every value as text, as resources are kept; the patch gets the types. */
  static void textMembers(Attributes attributes, int skipped, RowBytes json, AttributePatch patch) {
    SeenKeys seen = new SeenKeys(attributes, skipped);
    boolean first = true;
    for (int i = 0; i < attributes.size(); i++) {
      AttributeValue value = attributes.value(i);
      if (i == skipped) {
        continue;
      }
      if (seen.seenBefore(i)) {
        patch.insert(i, attributes.key(i), value);
        continue;
      }
      if (!first) {
        json.put(',');
      }
      first = false;
      JsonKey.of(attributes.key(i)).writeTo(json).jsonString(value.asText());
      if (value instanceof ListValue || value instanceof MapValue) {
        patch.value(i, value);
      } else if (!(value instanceof StringValue)) {
        patch.type(i, mark(value));
      }
    }
  }

  private static char mark(AttributeValue value) {
    if (value instanceof BytesValue) {
      return 'b';
    }
    if (value instanceof DoubleValue) {
      return 'd';
    }
    if (value instanceof LongValue) {
      return 'i';
    }
    return value instanceof BoolValue ? 't' : 'z';
  }

  static void scalar(AttributeValue value, RowBytes json) {
    if (value instanceof StringValue text) {
      json.jsonString(text.value());
    } else if (value instanceof LongValue number) {
      json.decimal(number.value());
    } else if (value instanceof BoolValue bool) {
      json.utf8(bool.value() ? "true" : "false");
    } else if (value instanceof DoubleValue number) {
      json.utf8(Double.toString(number.value()));
    } else if (value instanceof EmptyValue) {
      json.utf8("null");
    } else {
      json.jsonString(value.asText());
    }
  }

  /** Whether plain JSON keeps the whole value. */
  private static boolean isPlainJson(AttributeValue value) {
    if (value instanceof ListValue list) {
      return list.values().stream().allMatch(AttributeJson::isPlainJson);
    }
    if (value instanceof MapValue map) {
      Attributes entries = map.entries();
      Set<String> keys = new HashSet<>();
      for (int i = 0; i < entries.size(); i++) {
        if (!keys.add(entries.key(i)) || !isPlainJson(entries.value(i))) {
          return false;
        }
      }
      return true;
    }
    return !(value instanceof BytesValue)
        && !(value instanceof DoubleValue number && !Double.isFinite(number.value()));
  }

  private static void nested(AttributeValue value, RowBytes json) {
    if (value instanceof ListValue list) {
      json.put('[');
      for (int i = 0; i < list.values().size(); i++) {
        if (i > 0) {
          json.put(',');
        }
        nested(list.values().get(i), json);
      }
      json.put(']');
    } else if (value instanceof MapValue map) {
      json.put('{');
      for (int i = 0; i < map.entries().size(); i++) {
        if (i > 0) {
          json.put(',');
        }
        json.jsonString(map.entries().key(i)).put(':');
        nested(map.entries().value(i), json);
      }
      json.put('}');
    } else {
      scalar(value, json);
    }
  }
}
