// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Traces of Jaeger's JSON as text lines that do not depend on the order in which Jaeger happens to write spans, tags, fields and processes:
 * one line per span, its process written into it, everything that has no order sorted. Logs and references keep their order.
 */
public final class JaegerJsonNormalForm {
  private JaegerJsonNormalForm() {}

  /** The sorted span lines of a trace object, each with its process in place of the process id. */
  public static List<String> spanLines(JsonNode trace) {
    List<String> lines = new ArrayList<>();
    for (JsonNode span : trace.path("spans")) {
      ObjectNode copy = (ObjectNode) sorted(span);
      copy.remove("processID");
      copy.set(
          "process", sorted(trace.path("processes").path(span.path("processID").asText())));
      lines.add(copy.toString());
    }
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties()
          .forEach(field -> fields.put(field.getKey(), part(field.getKey(), field.getValue())));
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      fields.forEach(object::set);
      return object;
    }
    return node;
  }

  private static JsonNode part(String name, JsonNode value) {
    if (!value.isArray()) {
      return sorted(value);
    }
    List<JsonNode> parts = new ArrayList<>();
    value.forEach(element -> parts.add(sorted(element)));
    if (name.equals("tags") || name.equals("fields") || name.equals("warnings")) {
      parts.sort(Comparator.comparing(JsonNode::toString));
    }
    return JsonNodeFactory.instance.arrayNode().addAll(parts);
  }
}
