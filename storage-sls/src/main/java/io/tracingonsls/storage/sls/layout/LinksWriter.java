// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanLink;
import java.util.List;

/** Writes the field {@code links} and the parts {@code l} and {@code p} of {@code jaeger.ext}. Not thread-safe. */
final class LinksWriter {
  private final RowBytes json = new RowBytes(256);
  private final RowBytes part = new RowBytes(64);
  private final RowBytes patches = new RowBytes(64);
  private final AttributePatch patch = new AttributePatch();

  void shrink(int most) {
    json.shrink(most);
    part.shrink(most);
    patches.shrink(most);
    patch.shrink(most);
  }

  /** The field's value, valid until the next call. */
  RowBytes write(Span span, RowBytes find, RowBytes ext) {
    json.clear();
    patches.clear();
    List<SpanLink> links = span.links();
    int omitted = parentLink(span);
    int written = 0;
    json.put('[');
    for (int i = 0; i < links.size(); i++) {
      if (i == omitted) {
        continue;
      }
      if (written > 0) {
        json.put(',');
      }
      link(written++, links.get(i), find);
    }
    json.put(']');
    parent(span, omitted, ext);
    if (!patches.isEmpty() || span.droppedLinksCount() != 0) {
      part.clear();
      ExtObject object = new ExtObject(part);
      object.number("d", span.droppedLinksCount());
      if (!patches.isEmpty()) {
        object.member("p").put(patches).put('}');
      }
      object.close();
      ext.put(',').jsonString("l").put(':').put(part);
    }
    return json;
  }

  /** Position of the plain reference to the parent, which the field {@code parentSpanID} stands for; -1 when there is none. */
  private static int parentLink(Span span) {
    if (span.isRoot()) {
      return -1;
    }
    for (int i = 0; i < span.links().size(); i++) {
      SpanLink link = span.links().get(i);
      if (link.pointsAt(span.traceId(), span.parentSpanId())) {
        boolean plain = link.type() != ReferenceType.NONE
            && link.traceState().isEmpty()
            && link.flags() == 0
            && link.attributes().isEmpty()
            && link.droppedAttributesCount() == 0;
        return plain ? i : -1;
      }
    }
    return -1;
  }

  /** Writes the part {@code p} if readers would not restore the reference to the parent by themselves. */
  private static void parent(Span span, int omitted, RowBytes ext) {
    List<SpanLink> links = span.links();
    if (span.isRoot()) {
      for (SpanLink link : links) {
        if (link.type() == ReferenceType.CHILD_OF && link.traceId().equals(span.traceId())) {
          ext.utf8(",\"p\":{\"n\":1}");
          return;
        }
      }
      return;
    }
    boolean another = false;
    for (int i = 0; i < links.size(); i++) {
      another |= i != omitted && links.get(i).pointsAt(span.traceId(), span.parentSpanId());
    }
    boolean restored = span.jaegerFlags() != 0 && !another;
    if (omitted < 0) {
      if (restored) {
        ext.utf8(",\"p\":{\"n\":1}");
      }
      return;
    }
    boolean child = links.get(omitted).type() == ReferenceType.CHILD_OF;
    if (!restored || omitted != 0 || !child) {
      ext.utf8(",\"p\":{\"i\":").decimal(omitted).utf8(child ? "}" : ",\"t\":\"f\"}");
    }
  }

  private void link(int index, SpanLink link, RowBytes find) {
    Attributes attributes = link.attributes();
    for (int i = 0; i < attributes.size(); i++) {
      FindLines.add(find, attributes.key(i), attributes.value(i));
    }
    patch.clear();
    json.utf8("{\"traceID\":\"")
        .hex16(link.traceId().high())
        .hex16(link.traceId().low());
    json.utf8("\",\"spanID\":\"").hex16(link.spanId().value()).utf8("\",\"attribute\":{");
    boolean typed = link.type() != ReferenceType.NONE;
    int before = json.size();
    AttributeJson.typedMembers(attributes, -1, typed ? SlsTraceFields.REF_TYPE : "", json, patch);
    if (typed) {
      if (json.size() > before) {
        json.put(',');
      }
      json.jsonString(SlsTraceFields.REF_TYPE).put(':');
      json.jsonString(
          link.type() == ReferenceType.CHILD_OF
              ? SlsTraceFields.CHILD_OF
              : SlsTraceFields.FOLLOWS_FROM);
    }
    json.put('}').put('}');
    patch(index, link, !typed && attributes.contains(SlsTraceFields.REF_TYPE));
  }

  private void patch(int index, SpanLink link, boolean untyped) {
    if (patch.isEmpty()
        && !untyped
        && link.traceState().isEmpty()
        && link.flags() == 0
        && link.droppedAttributesCount() == 0) {
      return;
    }
    patches.put(patches.isEmpty() ? '{' : ',');
    patches.put('"').decimal(index).put('"').put(':');
    ExtObject object = new ExtObject(patches);
    patch.appendMembers(object);
    object.number("d", link.droppedAttributesCount());
    object.text("s", link.traceState());
    object.number("f", Integer.toUnsignedLong(link.flags()));
    object.number("t", untyped ? 1 : 0);
    object.close();
  }
}
