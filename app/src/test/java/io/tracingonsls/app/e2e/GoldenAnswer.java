// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracingonsls.testing.payload.GoldenQueryCase;
import io.tracingonsls.testing.payload.JaegerJsonNormalForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares an answer with the recorded ones: status and content, whatever the order of traces, spans, tags and processes. */
final class GoldenAnswer {
  private static final ObjectMapper JSON = new ObjectMapper();

  private GoldenAnswer() {}

  /** Whether one of the two recorded versions answered like this. */
  static boolean matches(GoldenQueryCase recorded, RawHttp.Answer answer) {
    for (String version : List.of("v1.67", "v2.20")) {
      JsonNode expected = recorded.answer(version);
      if (expected.path("status").asInt() != answer.status()) {
        continue;
      }
      List<String> bodies = new ArrayList<>(List.of(expected.path("body").asText()));
      expected
          .path("variants")
          .forEach(variant -> bodies.add(
              variant.isTextual() ? variant.asText() : variant.path("body").asText()));
      if (bodies.stream().anyMatch(body -> normal(body).equals(normal(answer.body())))) {
        return true;
      }
    }
    return false;
  }

  private static String normal(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      if (!(json instanceof ObjectNode envelope) || !envelope.path("data").isArray()) {
        return json.toString();
      }
      List<String> parts = new ArrayList<>();
      for (JsonNode part : envelope.path("data")) {
        parts.add(part.has("spans") ? trace(part) : part.toString());
      }
      parts.sort(Comparator.naturalOrder());
      envelope.put("data", parts.toString());
      return envelope.toString();
    } catch (JsonProcessingException text) {
      return body.strip();
    }
  }

  private static String trace(JsonNode trace) {
    for (JsonNode span : trace.path("spans")) {
      if (span.path("tags") instanceof ArrayNode tags) {
        // Only v1 marks the format, and on every span.
        for (int i = tags.size() - 1; i >= 0; i--) {
          if (tags.get(i).path("key").asText().equals("@jaeger@format")) {
            tags.remove(i);
          }
        }
      }
    }
    return trace.path("traceID").asText()
        + trace.path("warnings")
        + JaegerJsonNormalForm.spanLines(trace);
  }
}
