// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.logservice.error.ErrorCode;
import io.tracingonsls.logservice.error.ServiceException;
import java.util.Map;

/** The JSON form of a PutLogs body, turned into the protobuf form. */
final class JsonLogGroup {
  private static final int LOGS = 1;
  private static final int TOPIC = 3;
  private static final int SOURCE = 4;
  private static final int TAGS = 6;

  private JsonLogGroup() {}

  /** Encodes the group; logs without {@code __time__} get {@code nowSeconds}. */
  static byte[] toProto(byte[] json, long nowSeconds) {
    ObjectNode body = Json.readObject(json, ErrorCode.POST_BODY_INVALID);
    ProtoWriter group = new ProtoWriter();
    JsonNode logs = body.path("__logs__");
    if (!logs.isArray()) {
      throw invalid("__logs__: missing or of a wrong type (expected: a list)");
    }
    for (JsonNode log : logs) {
      group.bytes(LOGS, log(log, nowSeconds));
    }
    group.text(TOPIC, body.path("__topic__").asText(""));
    group.text(SOURCE, body.path("__source__").asText(""));
    for (Map.Entry<String, JsonNode> tag : body.path("__tags__").properties()) {
      group.bytes(TAGS, pair(tag.getKey(), text(tag.getValue())));
    }
    return group.toBytes();
  }

  private static byte[] log(JsonNode node, long nowSeconds) {
    if (!(node instanceof ObjectNode)) {
      throw invalid("__logs__: wrong type inside (expected: objects)");
    }
    ProtoWriter log = new ProtoWriter();
    log.varint(1, whole(node, "__time__", nowSeconds, 0xFFFFFFFFL));
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      String key = entry.getKey();
      if (!entry.getValue().isNull()
          && !key.equals("__time__")
          && !key.equals("__time_ns_part__")) {
        log.bytes(2, pair(key, text(entry.getValue())));
      }
    }
    if (node.hasNonNull("__time_ns_part__")) {
      log.fixed32(4, (int) whole(node, "__time_ns_part__", 0, 999_999_999));
    }
    return log.toBytes();
  }

  private static long whole(JsonNode node, String name, long absent, long most) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return absent;
    }
    long number = value.isTextual() ? parse(name, value.textValue()) : value.longValue();
    if (!(value.isIntegralNumber() || value.isTextual()) || number < 0 || number > most) {
      throw invalid(name + ": not usable (expected: a whole number from 0 to " + most + ")");
    }
    return number;
  }

  private static long parse(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw invalid(name + ": not usable (expected: a whole number)");
    }
  }

  private static byte[] pair(String key, String value) {
    return new ProtoWriter().text(1, key).text(2, value).toBytes();
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private static ServiceException invalid(String message) {
    return new ServiceException(ErrorCode.POST_BODY_INVALID, message);
  }
}
