// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Set;

/** The one list of places where a decoded payload deliberately renders otherwise than Jaeger's golden answer. */
public final class GoldenDifferences {
  private static final Set<String> ZIPKIN_V1 =
      Set.of("zipkin/reporter-thrift", "zipkin/py-zipkin-v1-json-128bit");
  private static final Set<String> PEER_KEYS =
      Set.of("peer.service", "net.peer.ip", "net.peer.port");

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
   * Our answer without what it has beyond Jaeger's. Only Zipkin's version 1 differs: Jaeger drops the text of the tag {@code error} there, and
   * of address annotations ({@code sa}, {@code ca}, {@code ma}) the endpoint, which says whom the span talked to. We keep both, under the keys
   * that version 2 has for them.
   */
  static JsonNode withoutExtras(String group, JsonNode ours) {
    if (!ZIPKIN_V1.contains(group)) {
      return ours;
    }
    JsonNode copy = ours.deepCopy();
    for (JsonNode span : copy.path("spans")) {
      Iterator<JsonNode> tags = span.path("tags").elements();
      while (tags.hasNext()) {
        JsonNode tag = tags.next();
        String key = tag.path("key").asText();
        boolean errorText = key.equals("error") && tag.path("type").asText().equals("string");
        if (errorText || PEER_KEYS.contains(key)) {
          tags.remove();
        }
      }
    }
    return copy;
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
