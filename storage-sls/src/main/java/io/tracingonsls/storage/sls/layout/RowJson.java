// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.Attributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON inside a row's fields. Broken text gives what was read so far, or nothing, and one more warning. */
final class RowJson {
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(200)
          .maxStringLength(16 << 20)
          .build())
      .build();
  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private RowJson() {}

  /** The document, or a missing node when the text is empty or unreadable. */
  static JsonNode tree(String field, String text, List<String> warnings) {
    if (text.isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      JsonNode node = MAPPER.readTree(text);
      return node == null ? MissingNode.getInstance() : node;
    } catch (IOException unreadable) {
      warnings.add(unreadable(field));
      return MissingNode.getInstance();
    }
  }

  static String unreadable(String field) {
    return "the stored field " + field + " could not be read";
  }

  /** The members of an object in their order, with the types that JSON shows. */
  static Attributes object(String field, String text, List<String> warnings) {
    if (text.isEmpty() || text.equals("{}")) {
      return Attributes.empty();
    }
    Attributes.Builder members = Attributes.builder();
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        members(parser, members);
      } else {
        warnings.add(unreadable(field));
      }
    } catch (IOException unreadable) {
      warnings.add(unreadable(field));
    }
    return members.build();
  }

  private static void members(JsonParser parser, Attributes.Builder members) throws IOException {
    for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
      members.put(key, value(parser, parser.nextToken()));
    }
  }

  private static AttributeValue value(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_STRING -> AttributeValue.of(parser.getText());
      case VALUE_TRUE -> AttributeValue.of(true);
      case VALUE_FALSE -> AttributeValue.of(false);
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> AttributeValue.of(parser.getDoubleValue());
      case START_ARRAY -> array(parser);
      case START_OBJECT -> {
        Attributes.Builder nested = Attributes.builder();
        members(parser, nested);
        yield new MapValue(nested.build());
      }
      default -> EmptyValue.INSTANCE;
    };
  }

  private static AttributeValue integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? AttributeValue.of(parser.getText())
        : AttributeValue.of(parser.getLongValue());
  }

  private static AttributeValue array(JsonParser parser) throws IOException {
    List<AttributeValue> values = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY && token != null;
        token = parser.nextToken()) {
      values.add(value(parser, token));
    }
    return new ListValue(values);
  }

  /** The members of a parsed object; of text that holds an object, its members; else none. */
  static Attributes members(JsonNode node, String field, List<String> warnings) {
    if (node.isTextual()) {
      return object(field, node.asText(), warnings);
    }
    Attributes.Builder members = Attributes.builder(node.size());
    node.properties().forEach(entry -> members.put(entry.getKey(), value(entry.getValue())));
    return members.build();
  }

  static AttributeValue value(JsonNode node) {
    if (node.isTextual()) {
      return AttributeValue.of(node.asText());
    }
    if (node.isBoolean()) {
      return AttributeValue.of(node.asBoolean());
    }
    if (node.isIntegralNumber()) {
      return node.canConvertToLong()
          ? AttributeValue.of(node.asLong())
          : AttributeValue.of(node.asText());
    }
    if (node.isNumber()) {
      return AttributeValue.of(node.asDouble());
    }
    if (node.isArray()) {
      List<AttributeValue> values = new ArrayList<>(node.size());
      node.forEach(element -> values.add(value(element)));
      return new ListValue(values);
    }
    if (node.isObject()) {
      return new MapValue(members(node, "", List.of()));
    }
    return EmptyValue.INSTANCE;
  }

  static List<String> strings(JsonNode array) {
    List<String> texts = new ArrayList<>(array.size());
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
