// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.jaeger;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.EmptyValue;
import io.tracingonsls.model.AttributeValue.ListValue;
import io.tracingonsls.model.AttributeValue.MapValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import java.util.ArrayList;
import java.util.List;

/**
 * A canonical span as Jaeger's model has it. What came from Jaeger comes out unchanged; what came from OpenTelemetry is mapped as its
 * translator does: scope, kind, status and trace state become tags, arrays and maps become JSON text, links become references.
 */
public final class JaegerView {
  /** Attribute that carries warnings through OTLP: an array of texts. */
  public static final String WARNINGS_KEY = "@jaeger@warnings";
  /** Link attribute that says {@code child_of} or {@code follows_from}. */
  public static final String REFERENCE_TYPE_KEY = "opentracing.ref_type";
  /** Service of a resource that has no attributes at all. */
  public static final String NO_SERVICE_NAME = "OTLPResourceNoServiceName";

  private JaegerView() {}

  /** Jaeger's service name of a resource; empty when there are attributes but no textual name. */
  public static String serviceName(Resource resource) {
    return resource.attributes().isEmpty() ? NO_SERVICE_NAME : resource.serviceName();
  }

  /** Jaeger's process tags, in order. */
  public static Attributes processTags(Resource resource) {
    return flat(resource.tags());
  }

  /** Jaeger's span tags, in order: scope, attributes, kind, status, trace state. */
  public static Attributes tags(Scope scope, Span span) {
    boolean bare = scope.name().isEmpty()
        && scope.version().isEmpty()
        && span.kind() == SpanKind.UNSPECIFIED
        && span.status().equals(SpanStatus.UNSET)
        && span.traceState().isEmpty();
    Attributes attributes = withoutWarnings(span.attributes());
    if (bare) {
      return flat(attributes);
    }
    Attributes.Builder tags = Attributes.builder(attributes.size() + 7);
    putText(tags, "otel.scope.name", scope.name());
    putText(tags, "otel.scope.version", scope.version());
    putFlat(tags, attributes);
    if (span.kind() != SpanKind.UNSPECIFIED) {
      tags.put("span.kind", span.kind().text());
    }
    putStatus(tags, span.status());
    putText(tags, "w3c.tracestate", span.traceState());
    return tags.build();
  }

  /** The span's warnings and those that its attributes carry. */
  public static List<String> warnings(Span span) {
    if (!(span.attributes().get(WARNINGS_KEY) instanceof ListValue list)) {
      return span.warnings();
    }
    List<String> warnings = new ArrayList<>(span.warnings());
    for (AttributeValue value : list.values()) {
      warnings.add(value.asText());
    }
    return warnings;
  }

  /** Fields of the log that an event is: its name as the field {@code event}, unless an attribute is called so, then the attributes. */
  public static Attributes fields(SpanEvent event) {
    if (event.name().isEmpty() || event.attributes().contains("event")) {
      return flat(event.attributes());
    }
    Attributes.Builder fields = Attributes.builder(event.attributes().size() + 1);
    fields.put("event", event.name());
    putFlat(fields, event.attributes());
    return fields.build();
  }

  /**
   * The references: all typed, the parent among them. A plain link to the parent does not repeat it but turns it into FOLLOWS_FROM.
   */
  public static List<SpanLink> references(Span span) {
    List<SpanLink> links = span.links();
    if (span.isRoot()) {
      return typed(links);
    }
    SpanLink toParent = null;
    for (SpanLink link : links) {
      if (link.pointsAt(span.traceId(), span.parentSpanId())) {
        if (link.type() != ReferenceType.NONE) {
          return typed(links);
        }
        toParent = link;
      }
    }
    List<SpanLink> references = new ArrayList<>(links.size() + 1);
    ReferenceType type = toParent == null ? ReferenceType.CHILD_OF : typeOf(toParent);
    references.add(SpanLink.reference(type, span.traceId(), span.parentSpanId()));
    for (SpanLink link : links) {
      if (!link.pointsAt(span.traceId(), span.parentSpanId())) {
        references.add(typed(link));
      }
    }
    return references;
  }

  private static List<SpanLink> typed(List<SpanLink> links) {
    for (SpanLink link : links) {
      if (link.type() == ReferenceType.NONE) {
        return links.stream().map(JaegerView::typed).toList();
      }
    }
    return links;
  }

  private static SpanLink typed(SpanLink link) {
    TraceId traceId = link.traceId();
    return link.type() == ReferenceType.NONE
        ? SpanLink.reference(typeOf(link), traceId, link.spanId())
        : link;
  }

  private static ReferenceType typeOf(SpanLink link) {
    return "child_of".equals(link.attributes().text(REFERENCE_TYPE_KEY))
        ? ReferenceType.CHILD_OF
        : ReferenceType.FOLLOWS_FROM;
  }

  private static void putStatus(Attributes.Builder tags, SpanStatus status) {
    if (status.code() != SpanStatus.Code.UNSET) {
      tags.put("otel.status_code", status.code().name());
    }
    if (status.isError()) {
      tags.put("error", true);
    }
    putText(tags, "otel.status_description", status.message());
  }

  private static void putText(Attributes.Builder tags, String key, String text) {
    if (!text.isEmpty()) {
      tags.put(key, text);
    }
  }

  private static Attributes withoutWarnings(Attributes attributes) {
    int index = attributes.indexOf(WARNINGS_KEY);
    return index >= 0 && attributes.value(index) instanceof ListValue
        ? attributes.without(index)
        : attributes;
  }

  private static Attributes flat(Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      if (!isFlat(attributes.value(i))) {
        Attributes.Builder builder = Attributes.builder(attributes.size());
        putFlat(builder, attributes);
        return builder.build();
      }
    }
    return attributes;
  }

  private static void putFlat(Attributes.Builder builder, Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      AttributeValue value = attributes.value(i);
      builder.put(attributes.key(i), isFlat(value) ? value : AttributeValue.of(value.asText()));
    }
  }

  private static boolean isFlat(AttributeValue value) {
    return !(value instanceof ListValue
        || value instanceof MapValue
        || value instanceof EmptyValue);
  }
}
