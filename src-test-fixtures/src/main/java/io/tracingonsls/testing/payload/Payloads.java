// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.testing.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The captured payloads. */
public final class Payloads {
  private Payloads() {}

  /** Every group, in the order of the index. */
  public static List<PayloadGroup> all() {
    List<PayloadGroup> groups = new ArrayList<>();
    for (JsonNode group : FixtureFiles.json("payloads/index.json")) {
      groups.add(group(group));
    }
    return groups;
  }

  /** The groups whose name starts with {@code prefix}, for example {@code thrift-http/}. */
  public static List<PayloadGroup> under(String prefix) {
    return all().stream().filter(group -> group.name().startsWith(prefix)).toList();
  }

  /** The one group of this name. */
  public static PayloadGroup group(String name) {
    return all().stream()
        .filter(group -> group.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no payload group " + name));
  }

  private static PayloadGroup group(JsonNode group) {
    List<Payload> payloads = new ArrayList<>();
    for (JsonNode payload : group.path("payloads")) {
      String method = payload.path("method").asText();
      payloads.add(new Payload(
          payload.path("file").asText(),
          payload.path("transport").asText(),
          payload.path("path").asText(method),
          texts(payload.path("headers")),
          payload.path("jaegerAnswers").path("v1.67").path("status").asInt()));
    }
    List<GoldenTrace> traces = new ArrayList<>();
    for (JsonNode trace : group.path("traces")) {
      traces.add(new GoldenTrace(
          trace.path("traceId").asText(),
          trace.path("spans").path("v1.67-raw").asInt(),
          texts(trace.path("golden"))));
    }
    return new PayloadGroup(
        group.path("group").asText(), List.copyOf(payloads), List.copyOf(traces));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
