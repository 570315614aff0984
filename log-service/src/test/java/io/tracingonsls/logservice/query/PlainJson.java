// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** The leaves of a JSON object by Jackson: texts, numbers as written, booleans; arrays and nulls left out. */
public final class PlainJson {
  private PlainJson() {}

  /** Leaves by dotted path, up to the first error. */
  public static Map<String, String> leaves(String json) {
    return leaves(json, -1);
  }

  /** Leaves that are members of the object itself (1), of its members (2) and so on; -1 for all. */
  public static Map<String, String> leaves(String json, int maxDepth) {
    Map<String, String> leaves = new LinkedHashMap<>();
    Deque<String> path = new ArrayDeque<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser, path, maxDepth, leaves);
      }
    } catch (IOException e) {
      return leaves;
    }
    return leaves;
  }

  private static void object(
      JsonParser parser, Deque<String> path, int maxDepth, Map<String, String> leaves)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      path.addLast(parser.currentName());
      switch (parser.nextToken()) {
        case START_OBJECT -> object(parser, path, maxDepth, leaves);
        case START_ARRAY -> parser.skipChildren();
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> {
          if (maxDepth < 0 || path.size() <= maxDepth) {
            leaves.put(String.join(".", path), parser.getText());
          }
        }
        default -> {}
      }
      path.removeLast();
    }
  }
}
