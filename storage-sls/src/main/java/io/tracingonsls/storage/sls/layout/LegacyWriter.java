// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BoolValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.AttributeValue.DoubleValue;
import io.tracingonsls.model.AttributeValue.LongValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.ReferenceType;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes rows byte for byte as version 0.1.9 of the first fork did. */
final class LegacyWriter implements SpanRowWriter {
  private static final int MAX_KEY_BYTES = 128;
  private static final int MAX_NAMES = 4_096;
  private static final int KEPT_BYTES = 64 * 1024;

  private final Map<String, FieldName> names = new HashMap<>();
  private final RowBytes processTags = new RowBytes(256);
  private String service = "";
  private Scope scope = Scope.EMPTY;

  @Override
  public void resource(Resource resource) {
    service = resource.serviceName();
    scope = Scope.EMPTY;
    processTags.clear();
    tags(LegacyFields.PROCESS_TAG_PREFIX, CredentialTags.strip(resource.tags()), processTags);
  }

  @Override
  public void scope(Scope value) {
    scope = value;
  }

  @Override
  public void append(Span span, RowBytes log) {
    field(LegacyFields.TRACE_ID, span.traceId().toJaegerHex(), log);
    field(LegacyFields.SPAN_ID, RowIds.withoutZeros(span.spanId().toHex()), log);
    field(LegacyFields.PARENT_SPAN_ID, RowIds.withoutZeros(span.parentSpanId().toHex()), log);
    field(LegacyFields.OPERATION_NAME, span.name(), log);
    field(LegacyFields.FLAGS, Integer.toUnsignedString(span.jaegerFlags()), log);
    field(LegacyFields.START_TIME, Long.toString(span.startMicros()), log);
    field(LegacyFields.DURATION, Long.toString(span.durationMicros()), log);
    field(LegacyFields.SERVICE_NAME, service, log);
    tags(LegacyFields.TAG_PREFIX, JaegerTags.of(span, scope), log);
    log.put(processTags);
    optional(LegacyFields.REFERENCE, references(span), log);
    optional(LegacyFields.LOGS, logs(span), log);
    optional(LegacyFields.WARNINGS, warnings(span), log);
  }

  private void field(String name, String value, RowBytes log) {
    name(name).text(log, value);
  }

  private FieldName name(String name) {
    FieldName known = names.get(name);
    if (known == null) {
      known = new FieldName(name);
      if (names.size() < MAX_NAMES) {
        names.put(name, known);
      }
    }
    return known;
  }

  private void optional(String name, String json, RowBytes log) {
    if (!json.isEmpty()) {
      field(name, json, log);
    }
  }

  /** One field per tag. Log Service shows the last of several fields with one name, so only that is written. */
  private void tags(String prefix, Attributes tags, RowBytes log) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < tags.size(); i++) {
      fields.put(cutKey(prefix + tags.key(i)), GoText.tag(tags.value(i)));
    }
    fields.forEach((name, value) -> field(name, value, log));
  }

  private static String cutKey(String key) {
    if (key.length() * 3 <= MAX_KEY_BYTES || RowBytes.utf8Size(key) <= MAX_KEY_BYTES) {
      return key;
    }
    int end = Math.min(key.length(), MAX_KEY_BYTES);
    while (RowBytes.utf8Size(key.substring(0, end)) > MAX_KEY_BYTES
        || Character.isHighSurrogate(key.charAt(end - 1))) {
      end--;
    }
    return key.substring(0, end);
  }

  private static String references(Span span) {
    List<SpanLink> links = span.links();
    boolean missingParent = !span.isRoot()
        && links.stream().noneMatch(link -> link.pointsAt(span.traceId(), span.parentSpanId()));
    if (missingParent) {
      links = new ArrayList<>(links);
      links.add(0, SpanLink.reference(ReferenceType.CHILD_OF, span.traceId(), span.parentSpanId()));
    }
    if (links.isEmpty()) {
      return "";
    }
    StringBuilder json = new StringBuilder("[");
    for (SpanLink link : links) {
      boolean child = link.type() == ReferenceType.CHILD_OF;
      json.append(json.length() > 1 ? "," : "")
          .append("{\"refType\":\"")
          .append(child ? "child-of" : "follows-from")
          .append("\",\"traceID\":\"")
          .append(link.traceId().toJaegerHex())
          .append("\",\"spanID\":\"")
          .append(RowIds.withoutZeros(link.spanId().toHex()))
          .append("\"}");
    }
    return json.append(']').toString();
  }

  private static String logs(Span span) {
    if (span.events().isEmpty()) {
      return "";
    }
    StringBuilder json = new StringBuilder("[");
    for (SpanEvent event : span.events()) {
      json.append(json.length() > 1 ? "," : "").append("{\"timestamp\":\"");
      json.append(GoText.time(event.timeNanos())).append("\",\"fields\":[");
      int before = json.length();
      if (!event.name().isEmpty()) {
        logField(EventsWriter.EVENT, AttributeValue.of(event.name()), json);
      }
      for (int i = 0; i < event.attributes().size(); i++) {
        json.append(json.length() > before ? "," : "");
        logField(event.attributes().key(i), event.attributes().value(i), json);
      }
      json.append("]}");
    }
    return json.append(']').toString();
  }

  private static void logField(String key, AttributeValue value, StringBuilder json) {
    json.append("{\"key\":");
    GoText.json(key, json);
    if (value instanceof BoolValue bool) {
      number("bool", bool.value() ? 1 : 0, json);
    } else if (value instanceof LongValue number) {
      number("int64", number.value(), json);
    } else if (value instanceof DoubleValue number) {
      number("float64", Double.doubleToRawLongBits(number.value()), json);
    } else if (value instanceof BytesValue bytes) {
      json.append(",\"vType\":\"binary\"");
      if (bytes.length() > 0) {
        json.append(",\"vBlob\":\"").append(bytes.toBase64()).append('"');
      }
    } else {
      json.append(",\"vType\":\"string\"");
      if (!value.asText().isEmpty()) {
        json.append(",\"vStr\":");
        GoText.json(value.asText(), json);
      }
    }
    json.append('}');
  }

  private static void number(String type, long value, StringBuilder json) {
    json.append(",\"vType\":\"").append(type).append('"');
    if (value != 0) {
      json.append(",\"vNum\":").append(value);
    }
  }

  private static String warnings(Span span) {
    if (span.warnings().isEmpty()) {
      return "";
    }
    StringBuilder json = new StringBuilder("[");
    for (String warning : span.warnings()) {
      json.append(json.length() > 1 ? "," : "");
      GoText.json(warning, json);
    }
    return json.append(']').toString();
  }

  @Override
  public void shrink() {
    processTags.shrink(KEPT_BYTES);
  }
}
