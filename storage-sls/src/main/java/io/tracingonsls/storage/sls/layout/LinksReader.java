// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.List;

/** Reads parent and links of an SLS Trace row. Used for one row. */
final class LinksReader {
  private final LogRow row;
  private final JsonNode ext;
  private final List<String> warnings;

  LinksReader(LogRow row, JsonNode ext, List<String> warnings) {
    this.row = row;
    this.ext = ext;
    this.warnings = warnings;
  }

  void read(TraceId traceId, Span.Builder span) {
    List<SpanLink> links = links();
    SpanId parent = RowIds.spanId(row.text(SlsTraceFields.PARENT_SPAN_ID));
    JsonNode part = ext.path("p");
    if (part.has("i")) {
      boolean follows = part.path("t").asText().equals("f");
      int index = Math.max(0, Math.min(links.size(), part.path("i").asInt()));
      links.add(
          index,
          SpanLink.reference(
              follows ? ReferenceType.FOLLOWS_FROM : ReferenceType.CHILD_OF, traceId, parent));
    } else if (!part.has("n")) {
      parent = References.complete(traceId, parent, links, isFromJaeger());
    }
    span.parentSpanId(parent).links(links);
  }

  /** Rows with Jaeger flags keep the reference to the parent only as the parent's id. */
  private boolean isFromJaeger() {
    return RowTimes.number(row.text(SlsTraceFields.FLAGS)) != 0;
  }

  private List<SpanLink> links() {
    String text = row.text(SlsTraceFields.LINKS);
    if (text.isEmpty() || text.equals("[]")) {
      return new ArrayList<>();
    }
    JsonNode array = RowJson.tree(SlsTraceFields.LINKS, text, warnings);
    List<SpanLink> links = new ArrayList<>(array.size());
    if (!array.isArray()) {
      if (!array.isMissingNode() && !array.isNull()) {
        warnings.add(RowJson.unreadable(SlsTraceFields.LINKS));
      }
      return links;
    }
    JsonNode patches = ext.path("l").path("p");
    for (int i = 0; i < array.size(); i++) {
      SpanLink link = References.read(
          array.get(i), patches.path(Integer.toString(i)), SlsTraceFields.LINKS, warnings);
      if (link != null) {
        links.add(link);
      }
    }
    return links;
  }
}
