// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** References and links in the notations of all writers: one reader, deaf to case and underscores. */
final class References {
  private References() {}

  /** The link of an entry, or null when the entry names no span. */
  static @Nullable SpanLink read(
      JsonNode entry, JsonNode patch, String field, List<String> warnings) {
    String traceId = "";
    String spanId = "";
    String type = "";
    String traceState = "";
    Attributes attributes = Attributes.empty();
    for (Map.Entry<String, JsonNode> member : entry.properties()) {
      switch (member.getKey().toLowerCase(Locale.ROOT).replace("_", "")) {
        case "traceid" -> traceId = member.getValue().asText();
        case "spanid" -> spanId = member.getValue().asText();
        case "reftype" -> type = member.getValue().asText();
        case "tracestate" -> traceState = member.getValue().asText();
        case "attribute", "attributes" ->
          attributes = RowJson.members(member.getValue(), field, warnings);
        default -> {
          // Members of unknown writers say nothing about the link.
        }
      }
    }
    if (traceId.isEmpty() || spanId.isEmpty()) {
      return null;
    }
    ReferenceType reference = type.isEmpty() ? ReferenceType.NONE : type(type);
    if (type.isEmpty() && patch.path("t").asInt() == 0) {
      reference = typeOf(attributes.text(SlsTraceFields.REF_TYPE));
      attributes = reference == ReferenceType.NONE
          ? attributes
          : attributes.without(attributes.indexOf(SlsTraceFields.REF_TYPE));
    }
    return new SpanLink(
        RowIds.traceId(traceId),
        RowIds.spanId(spanId),
        reference,
        patch.has("s") ? patch.path("s").asText() : traceState,
        (int) patch.path("f").asLong(),
        CredentialTags.strip(AttributePatchReader.apply(attributes, patch, "")),
        patch.path("d").asInt());
  }

  private static ReferenceType typeOf(@Nullable String text) {
    if (SlsTraceFields.CHILD_OF.equals(text)) {
      return ReferenceType.CHILD_OF;
    }
    return SlsTraceFields.FOLLOWS_FROM.equals(text)
        ? ReferenceType.FOLLOWS_FROM
        : ReferenceType.NONE;
  }

  /** The type behind any writer's word. */
  static ReferenceType type(String text) {
    return switch (text.toUpperCase(Locale.ROOT).replace('-', '_')) {
      case "CHILD_OF", "PARENT_LINKED_SPAN" -> ReferenceType.CHILD_OF;
      default -> ReferenceType.FOLLOWS_FROM;
    };
  }

  /**
   * Makes parent and references agree where a writer kept only one of them.
   *
   * @param links is completed with the reference to the parent
   * @param typed whether the writer had typed references, so that one to the parent must exist
   * @return the parent
   */
  static SpanId complete(TraceId traceId, SpanId parent, List<SpanLink> links, boolean typed) {
    if (parent.isZero()) {
      for (SpanLink link : links) {
        if (link.type() == ReferenceType.CHILD_OF && link.traceId().equals(traceId)) {
          return link.spanId();
        }
      }
      return parent;
    }
    if (typed && links.stream().noneMatch(link -> link.pointsAt(traceId, parent))) {
      links.add(0, SpanLink.reference(ReferenceType.CHILD_OF, traceId, parent));
    }
    return parent;
  }
}
