// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.conformance;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The probes and the logs they ask about. */
final class ProbeFiles {
  private static final ObjectMapper JSON = JsonMapper.builder()
      .configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true)
      .build();
  private static final List<String> FILES =
      List.of("administration", "console", "writes", "search", "sql", "limits");

  private ProbeFiles() {}

  static List<Probe> probes() throws IOException {
    List<Probe> probes = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String file : FILES) {
      for (JsonNode node : read(file + ".json")) {
        Probe probe = new Probe(
            file + "." + node.required("id").textValue(), node.required("rule").textValue(), node);
        if (!ids.add(probe.id())) {
          throw new IOException("probe: " + probe.id() + " (expected: only once)");
        }
        probes.add(probe);
      }
    }
    return probes;
  }

  /** {@code logs}, {@code index} and {@code lineIndex}. */
  static JsonNode dataset() throws IOException {
    return read("dataset.json");
  }

  private static JsonNode read(String name) throws IOException {
    try (InputStream in = ProbeFiles.class.getResourceAsStream("/conformance/" + name)) {
      if (in == null) {
        throw new FileNotFoundException("conformance/" + name + ": not in this program");
      }
      return JSON.readTree(in);
    }
  }
}
