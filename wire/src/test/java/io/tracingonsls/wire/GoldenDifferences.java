// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** The one list of places where a decoded payload deliberately renders otherwise than Jaeger's golden answer. */
public final class GoldenDifferences {
  private GoldenDifferences() {}

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
