// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.server.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a YAML file into dotted keys; keys may be nested, dotted, or a mix. */
final class YamlKeys {
  private static final long MAX_BYTES = 1 << 20;

  private YamlKeys() {}

  /** Texts by dotted key; lists become comma-separated. Problems are added to the list. */
  static Map<String, String> read(Path file, List<String> problems) {
    Map<String, String> keys = new LinkedHashMap<>();
    try {
      if (Files.size(file) > MAX_BYTES) {
        problems.add("config file " + file + ": too large (expected: at most 1 MiB)");
        return keys;
      }
      ObjectMapper mapper = new ObjectMapper(
          YAMLFactory.builder().build().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
      JsonNode root = mapper.readTree(Files.readAllBytes(file));
      if (root.isObject()) {
        flatten("", root, keys, file, problems);
      } else if (!root.isMissingNode() && !root.isNull()) {
        problems.add("config file " + file + ": not a mapping (expected: key: value lines)");
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problems.add(
          "config file " + file + ": line " + line + ": " + firstLine(e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add(
          "config file " + file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    return keys;
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static void flatten(
      String prefix, JsonNode node, Map<String, String> keys, Path file, List<String> problems) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = prefix + field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject()) {
        flatten(key + ".", value, keys, file, problems);
      } else if (keys.putIfAbsent(key, text(value)) != null) {
        problems.add("config file " + file + ": " + key + ": given twice");
      }
    }
  }

  private static String text(JsonNode value) {
    if (!value.isArray()) {
      return value.isNull() ? "" : value.asText();
    }
    List<String> items = new ArrayList<>();
    value.forEach(item -> items.add(item.asText()));
    return String.join(",", items);
  }
}
