// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the JSON form of a filter: what protobuf's JSON makes of a {@code Call}. Unknown members are errors, so that no condition gets lost. */
final class FilterJson {
  private static final int MAX_LENGTH = 32 << 10;
  private static final ObjectReader JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build()
      .readerFor(JsonNode.class);

  private FilterJson() {}

  static FilterExpression.Call parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new BadParameterException(
          text.length() + " characters (expected: at most " + MAX_LENGTH + ")");
    }
    JsonNode node;
    try {
      node = JSON.readValue(text);
    } catch (JsonProcessingException bad) {
      throw new BadParameterException("not JSON: " + bad.getOriginalMessage());
    }
    return call(node, 0);
  }

  private static FilterExpression.Call call(JsonNode node, int depth) {
    if (depth > FilterTranslator.MAX_DEPTH) {
      throw new BadParameterException(
          "nested too deeply (at most " + FilterTranslator.MAX_DEPTH + ")");
    }
    check(node, Set.of("op", "args"), "a call");
    List<FilterExpression> args = new ArrayList<>();
    for (JsonNode argument : array(node, "args")) {
      args.add(expression(argument, depth + 1));
    }
    return new FilterExpression.Call(text(node, "op"), args);
  }

  private static FilterExpression expression(JsonNode node, int depth) {
    if (!node.isObject() || node.size() != 1) {
      throw new BadParameterException(
          "an argument must be an object of one of attr, field, nested, scalar, list, call");
    }
    Map.Entry<String, JsonNode> only = node.properties().iterator().next();
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "call" -> call(value, depth);
      case "attr" -> {
        check(value, Set.of("key", "level"), "attr");
        yield new FilterExpression.Attribute(text(value, "key"), text(value, "level"));
      }
      case "field" -> {
        check(value, Set.of("name", "level"), "field");
        yield new FilterExpression.Field(text(value, "name"), text(value, "level"));
      }
      case "nested" -> {
        check(value, Set.of("level"), "nested");
        yield new FilterExpression.Nested(text(value, "level"));
      }
      case "scalar" -> {
        check(value, Set.of("value", "type"), "scalar");
        yield new FilterExpression.Scalar(scalar(value.path("value")), text(value, "type"));
      }
      case "list" -> {
        check(value, Set.of("values", "type"), "list");
        List<String> values = new ArrayList<>();
        array(value, "values").forEach(one -> values.add(scalar(one)));
        yield new FilterExpression.Values(values, text(value, "type"));
      }
      default ->
        throw new BadParameterException("unknown argument " + FilterTranslator.shown(only.getKey())
            + " (expected: attr, field, nested, scalar, list or call)");
    };
  }

  private static void check(JsonNode node, Set<String> members, String what) {
    if (!node.isObject()) {
      throw new BadParameterException(what + " must be an object");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (!members.contains(member.getKey())) {
        throw new BadParameterException(
            what + " has an unknown member " + FilterTranslator.shown(member.getKey()));
      }
    }
  }

  private static JsonNode array(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isArray() && !value.isMissingNode()) {
      throw new BadParameterException(name + " must be an array");
    }
    return value;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isTextual() && !value.isMissingNode()) {
      throw new BadParameterException(name + " must be a string");
    }
    return value.asText("");
  }

  /** Strings, as Jaeger writes them; a bare number or bool is understood too. */
  private static String scalar(JsonNode value) {
    if (!value.isValueNode() || value.isNull() || value.isMissingNode()) {
      throw new BadParameterException("a value must be a string");
    }
    return value.asText();
  }
}
