// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Fills in what only a run knows: <code>${project}</code>, and <code>${T}</code>, <code>${T+5}</code> for times; and what is too long to write
 * down: <code>${x*1000}</code> for a thousand letters.
 */
final class Values {
  private static final Pattern TIME = Pattern.compile("\\$\\{T([+-]\\d+)?}");

  private static final Pattern LONG = Pattern.compile("\\$\\{x\\*(\\d{1,6})}");

  private Values() {}

  static String fill(String text, Playground playground) {
    String named = text.replace("${project}", playground.project());
    String timed = TIME.matcher(named).replaceAll(match -> time(match, playground));
    return LONG.matcher(timed).replaceAll(match -> "x".repeat(Integer.parseInt(match.group(1))));
  }

  private static String time(MatchResult match, Playground playground) {
    long offset = match.group(1) == null ? 0 : Long.parseLong(match.group(1));
    return Long.toString(playground.baseSeconds() + offset);
  }

  /** All texts inside filled in; a text that is nothing but a time becomes a number. */
  static JsonNode fill(JsonNode node, Playground playground) {
    if (node instanceof TextNode text) {
      String filled = fill(text.textValue(), playground);
      return TIME.matcher(text.textValue()).matches()
          ? JsonNodeFactory.instance.numberNode(Long.parseLong(filled))
          : JsonNodeFactory.instance.textNode(filled);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(entry -> filled.set(entry.getKey(), fill(entry.getValue(), playground)));
      return filled;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> filled.add(fill(element, playground)));
      return filled;
    }
    return node;
  }
}
