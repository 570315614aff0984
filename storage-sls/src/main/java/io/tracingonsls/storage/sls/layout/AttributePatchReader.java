// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.Attributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Applies what {@link AttributePatch} wrote. Hostile or damaged patches change nothing they can't. */
final class AttributePatchReader {
  private AttributePatchReader() {}

  /**
   * Adds repeated keys and restores types.
   *
   * @param part an ext part with members {@code x} and {@code r}, or a missing node
   * @param host the value for the entry that stands in the field {@code host}
   */
  static Attributes apply(Attributes base, JsonNode part, String host) {
    JsonNode types = part.path("x");
    JsonNode inserts = part.path("r");
    if (types.isMissingNode() && inserts.isMissingNode()) {
      return base;
    }
    List<String> keys = new ArrayList<>(base.size() + inserts.size());
    List<AttributeValue> values = new ArrayList<>(base.size() + inserts.size());
    for (int i = 0; i < base.size(); i++) {
      keys.add(base.key(i));
      values.add(base.value(i));
    }
    for (JsonNode insert : sortedByIndex(inserts)) {
      int index = Math.max(0, Math.min(keys.size(), insert.path(0).asInt()));
      boolean isHost = insert.size() == 1;
      keys.add(index, isHost ? "host.name" : insert.path(1).asText());
      values.add(index, isHost ? AttributeValue.of(host) : typed(insert.path(2)));
    }
    for (JsonNode type : types) {
      int index = type.path(0).asInt(-1);
      if (index >= 0 && index < values.size()) {
        values.set(index, retyped(values.get(index), type));
      }
    }
    Attributes.Builder patched = Attributes.builder(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      patched.put(keys.get(i), values.get(i));
    }
    return patched.build();
  }

  private static List<JsonNode> sortedByIndex(JsonNode inserts) {
    List<JsonNode> sorted = new ArrayList<>(inserts.size());
    inserts.forEach(sorted::add);
    sorted.sort((a, b) -> Integer.compare(a.path(0).asInt(), b.path(0).asInt()));
    return sorted;
  }

  private static AttributeValue retyped(AttributeValue text, JsonNode type) {
    String value = text.asText();
    try {
      return switch (type.path(1).asText()) {
        case "b" -> BytesValue.owning(Base64.getDecoder().decode(value));
        case "d" -> AttributeValue.of(parseDouble(value));
        case "i" -> AttributeValue.of(Long.parseLong(value));
        case "t" -> AttributeValue.of(value.equals("true"));
        case "z" -> EmptyValue.INSTANCE;
        case "v" -> typed(type.path(2));
        default -> text;
      };
    } catch (IllegalArgumentException damaged) {
      return text;
    }
  }

  private static double parseDouble(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static AttributeValue typed(JsonNode node) {
    if (node.isArray()) {
      List<AttributeValue> values = new ArrayList<>(node.size());
      node.forEach(element -> values.add(typed(element)));
      return new ListValue(values);
    }
    if (!node.isObject()) {
      return RowJson.value(node);
    }
    try {
      if (node.has("b")) {
        return BytesValue.owning(Base64.getDecoder().decode(node.path("b").asText()));
      }
      if (node.has("d")) {
        return AttributeValue.of(parseDouble(node.path("d").asText()));
      }
    } catch (IllegalArgumentException damaged) {
      return EmptyValue.INSTANCE;
    }
    Attributes.Builder entries = Attributes.builder();
    for (JsonNode entry : node.path("m")) {
      entries.put(entry.path(0).asText(), typed(entry.path(1)));
    }
    return new MapValue(entries.build());
  }
}
