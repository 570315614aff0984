// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Brings answers to a form in which only what means something differs: lists that have no order are sorted, a span carries its process
 * instead of the process' number, spans of OTLP documents carry their resource and scope.
 */
final class NormalForm {
  static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private NormalForm() {}

  static String of(String body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (IOException notJson) {
      return body;
    }
    return tree == null || tree.isMissingNode() || !tree.isObject() ? body : text(of(tree));
  }

  private static JsonNode of(JsonNode answer) {
    ObjectNode root = (ObjectNode) answer;
    if (root.path("result").path("resourceSpans").isArray()) {
      return sorted(flatSpans(root.path("result").path("resourceSpans")));
    }
    for (String list : new String[] {"data", "services", "operations", "summaries", "errors"}) {
      if (root.path(list).isArray()) {
        root.set(list, sorted(elements(root.path(list))));
      }
    }
    return root;
  }

  private static List<JsonNode> elements(JsonNode list) {
    List<JsonNode> elements = new ArrayList<>();
    list.forEach(element -> elements.add(element.has("processes") ? trace(element) : element));
    return elements;
  }

  private static JsonNode trace(JsonNode trace) {
    ObjectNode root = trace.deepCopy();
    List<JsonNode> spans = new ArrayList<>();
    root.path("spans").forEach(span -> {
      ObjectNode whole = (ObjectNode) span;
      String process = whole.remove("processID").asText();
      whole.set("process", trace.path("processes").path(process));
      spans.add(whole);
    });
    root.remove("processes");
    root.set("spans", sorted(spans));
    return root;
  }

  private static List<JsonNode> flatSpans(JsonNode resourceSpans) {
    List<JsonNode> spans = new ArrayList<>();
    resourceSpans.forEach(resource -> resource
        .path("scopeSpans")
        .forEach(scope -> scope.path("spans").forEach(span -> {
          ObjectNode whole = JSON.createObjectNode();
          whole.set("resource", withSortedAttributes(resource.path("resource")));
          whole.set("scope", withSortedAttributes(scope.path("scope")));
          ObjectNode copy = (ObjectNode) withSortedAttributes(span);
          if (copy.path("parentSpanId").asText("x").isEmpty()) {
            copy.remove("parentSpanId");
          }
          whole.set("span", copy);
          spans.add(whole);
        })));
    return spans;
  }

  /** Attributes of OTLP are a map, so their order means nothing. */
  private static JsonNode withSortedAttributes(JsonNode holder) {
    ObjectNode copy = holder.deepCopy();
    if (copy.path("attributes").isArray()) {
      List<JsonNode> attributes = new ArrayList<>();
      copy.path("attributes").forEach(attributes::add);
      copy.set("attributes", sorted(attributes));
    }
    return copy;
  }

  private static ArrayNode sorted(List<JsonNode> elements) {
    ArrayNode list = JSON.createArrayNode();
    elements.stream().sorted(Comparator.comparing(NormalForm::text)).forEach(list::add);
    return list;
  }

  /** JSON with sorted keys and plain numbers. */
  static String text(JsonNode node) {
    StringBuilder text = new StringBuilder();
    append(node, text);
    return text.toString();
  }

  private static void append(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      text.append('{');
      TreeSet<String> names = new TreeSet<>();
      node.fieldNames().forEachRemaining(names::add);
      String separator = "";
      for (String name : names) {
        text.append(separator).append('"').append(name).append("\":");
        append(node.get(name), text);
        separator = ",";
      }
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      for (int i = 0; i < node.size(); i++) {
        text.append(i == 0 ? "" : ",");
        append(node.get(i), text);
      }
      text.append(']');
    } else if (node.isFloatingPointNumber()) {
      text.append(node.decimalValue().stripTrailingZeros().toPlainString());
    } else {
      text.append(node);
    }
  }
}
