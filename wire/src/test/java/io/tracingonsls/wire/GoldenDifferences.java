// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The one list of places where a decoded payload deliberately renders otherwise than Jaeger's golden answer. */
public final class GoldenDifferences {
  private GoldenDifferences() {}

  /** Jaeger's answer with our differences applied. */
  static JsonNode ours(String group, JsonNode theirs) {
    JsonNode ours = withoutFormatMark(theirs);
    beforeSanitizing(ours);
    return ours;
  }

  /**
   * Names for absent services are given by the collector's sanitizer, which is not part of decoding; so is the repair of spans that end
   * before they start, whose duration v1 prints as an unsigned number and we print as 0.
   */
  private static void beforeSanitizing(JsonNode trace) {
    for (JsonNode process : trace.path("processes")) {
      String name = process.path("serviceName").asText();
      if (name.equals("missing-service-name") && process.path("tags").isEmpty()) {
        ((ObjectNode) process).put("serviceName", "OTLPResourceNoServiceName");
      } else if (name.equals("missing-service-name") || name.equals("empty-service-name")) {
        ((ObjectNode) process).put("serviceName", "");
      }
    }
    for (JsonNode span : trace.path("spans")) {
      if (!span.path("duration").canConvertToLong()) {
        ((ObjectNode) span).put("duration", 0);
      }
    }
  }

  /**
   * v1 marks every span with the input format in a tag {@code @jaeger@format}. Version 2 dropped the mark, and nobody but v1's own metrics
   * read it: it is not written. The last tag of this key is the mark; an earlier one is the sender's own.
   */
  public static JsonNode withoutFormatMark(JsonNode trace) {
    JsonNode copy = trace.deepCopy();
    for (JsonNode span : copy.path("spans")) {
      ArrayNode tags = (ArrayNode) span.path("tags");
      int mark = -1;
      for (int i = 0; i < tags.size(); i++) {
        if (tags.get(i).path("key").asText().equals("@jaeger@format")) {
          mark = i;
        }
      }
      if (mark >= 0) {
        tags.remove(mark);
      }
    }
    return copy;
  }
}
