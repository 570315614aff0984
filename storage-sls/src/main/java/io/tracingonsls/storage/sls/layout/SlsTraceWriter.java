// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;

/** Writes the SLS Trace row; package-info has the table. */
final class SlsTraceWriter implements SpanRowWriter {
  private static final FieldName TRACE_ID = new FieldName(SlsTraceFields.TRACE_ID);
  private static final FieldName SPAN_ID = new FieldName(SlsTraceFields.SPAN_ID);
  private static final FieldName PARENT_SPAN_ID = new FieldName(SlsTraceFields.PARENT_SPAN_ID);
  private static final FieldName KIND = new FieldName(SlsTraceFields.KIND);
  private static final FieldName NAME = new FieldName(SlsTraceFields.NAME);
  private static final FieldName LINKS = new FieldName(SlsTraceFields.LINKS);
  private static final FieldName LOGS = new FieldName(SlsTraceFields.LOGS);
  private static final FieldName TRACE_STATE = new FieldName(SlsTraceFields.TRACE_STATE);
  private static final FieldName START = new FieldName(SlsTraceFields.START);
  private static final FieldName END = new FieldName(SlsTraceFields.END);
  private static final FieldName DURATION = new FieldName(SlsTraceFields.DURATION);
  private static final FieldName ATTRIBUTE = new FieldName(SlsTraceFields.ATTRIBUTE);
  private static final FieldName STATUS_CODE = new FieldName(SlsTraceFields.STATUS_CODE);
  private static final FieldName STATUS_MESSAGE = new FieldName(SlsTraceFields.STATUS_MESSAGE);
  private static final FieldName FLAGS = new FieldName(SlsTraceFields.FLAGS);
  private static final FieldName WARNINGS = new FieldName(SlsTraceFields.WARNINGS);
  private static final FieldName NANO = new FieldName(SlsTraceFields.NANO);
  private static final FieldName EXT = new FieldName(SlsTraceFields.EXT);
  private static final FieldName FIND = new FieldName(SlsTraceFields.FIND);
  private static final int KEPT_BYTES = 256 * 1024;

  private final SharedFields resourceFields = new SharedFields();
  private final SharedFields scopeFields = new SharedFields();
  private final AttributePatch patch = new AttributePatch();
  private final RowBytes json = new RowBytes(1024);
  private final RowBytes part = new RowBytes(256);
  private final RowBytes ext = new RowBytes(256);
  private final RowBytes find = new RowBytes(256);
  private final EventsWriter events = new EventsWriter();
  private final LinksWriter links = new LinksWriter();

  @Override
  public void resource(Resource resource) {
    resourceFields.resource(resource);
    scopeFields.clear();
  }

  @Override
  public void scope(Scope scope) {
    scopeFields.scope(scope);
  }

  @Override
  public void append(Span span, RowBytes log) {
    ext.clear();
    find.clear();
    find.put(resourceFields.find());
    if (!scopeFields.find().isEmpty()) {
      (find.isEmpty() ? find : find.put('\n')).put(scopeFields.find());
    }
    log.put(resourceFields.fields()).put(scopeFields.fields());
    identity(span, log);
    LINKS.bytes(log, links.write(span, find, ext));
    LOGS.bytes(log, events.write(span, find, ext));
    times(span, log);
    attributes(span, log);
    status(span, log);
    FLAGS.decimal(log, Integer.toUnsignedLong(span.jaegerFlags()));
    warnings(span, log);
    number("f", Integer.toUnsignedLong(span.traceFlags()));
    number(
        "n",
        resourceFields.nullBits()
            | scopeFields.nullBits()
            | ExtNames.bit(span.name(), ExtNames.NAME)
            | ExtNames.bit(span.traceState(), ExtNames.TRACE_STATE));
    ext(log);
    if (!find.isEmpty()) {
      FIND.bytes(log, find);
    }
  }

  private void identity(Span span, RowBytes log) {
    TRACE_ID.start(log, 32).hex16(span.traceId().high()).hex16(span.traceId().low());
    SPAN_ID.start(log, 16).hex16(span.spanId().value());
    if (span.isRoot()) {
      PARENT_SPAN_ID.start(log, 0);
    } else {
      PARENT_SPAN_ID.start(log, 16).hex16(span.parentSpanId().value());
    }
    SpanKind kind = span.effectiveKind();
    KIND.text(log, kind == SpanKind.UNSPECIFIED ? "" : kind.text());
    if (span.kind() != SpanKind.UNSPECIFIED && tagKind(span.attributes()) == span.kind()) {
      ext.utf8(",\"k\":").jsonString(span.kind().text());
    }
    NAME.text(log, span.name());
  }

  static SpanKind tagKind(Attributes attributes) {
    String tag = attributes.text("span.kind");
    return tag == null ? SpanKind.UNSPECIFIED : SpanKind.fromText(tag);
  }

  private void times(Span span, RowBytes log) {
    long start = span.startMicros();
    long duration = span.durationMicros();
    TRACE_STATE.text(log, span.traceState());
    START.decimal(log, start);
    END.decimal(log, start + duration);
    DURATION.decimal(log, duration);
    boolean usual = start >= SlsTraceFields.MIN_MICROS
        && start <= SlsTraceFields.MAX_MICROS
        && span.durationNanos() >= 0;
    if (!usual) {
      part.clear();
      part.put('[')
          .decimal(span.startNanos())
          .put(',')
          .decimal(span.durationNanos())
          .put(']');
      member("t", part);
      return;
    }
    long nano =
        (span.startNanos() - start * 1000) * 1000 + (span.durationNanos() - duration * 1000);
    if (nano != 0) {
      NANO.decimal(log, nano);
    }
  }

  private void attributes(Span span, RowBytes log) {
    Attributes attributes = CredentialTags.strip(span.attributes());
    json.clear();
    patch.clear();
    AttributeJson.typedMembers(attributes, -1, "", json.put('{'), patch);
    ATTRIBUTE.bytes(log, json.put('}'));
    FindLines.addOthers(find, attributes, patch);
    if (patch.isEmpty() && span.droppedAttributesCount() == 0) {
      return;
    }
    part.clear();
    ExtObject object = new ExtObject(part);
    patch.appendMembers(object);
    object.number("d", span.droppedAttributesCount());
    object.close();
    member("a", part);
  }

  private void status(Span span, RowBytes log) {
    SpanStatus status = span.effectiveStatus();
    STATUS_CODE.text(log, status.code().name());
    STATUS_MESSAGE.text(log, status.message());
    if (needsStatus(span, status)) {
      part.clear();
      part.put('[').jsonString(span.status().code().name()).put(',');
      member("m", part.jsonString(span.status().message()).put(']'));
    }
  }

  /** Whether readers would take the row's status for the tags', or the tags' for the span's own. */
  private static boolean needsStatus(Span span, SpanStatus effective) {
    SpanStatus own = span.status();
    String message = effective.message();
    if (message.equals(LogRow.NULL) || message.startsWith("[")) {
      return true;
    }
    if (own.equals(SpanStatus.UNSET)) {
      return false;
    }
    Attributes tags = span.attributes();
    return tags.contains("error") || tags.contains("otel.status_code");
  }

  private void warnings(Span span, RowBytes log) {
    if (span.warnings().isEmpty()) {
      return;
    }
    json.clear();
    json.put('[');
    for (int i = 0; i < span.warnings().size(); i++) {
      if (i > 0) {
        json.put(',');
      }
      json.jsonString(span.warnings().get(i));
    }
    WARNINGS.bytes(log, json.put(']'));
  }

  private void ext(RowBytes log) {
    int size = resourceFields.ext().size() + scopeFields.ext().size() + ext.size();
    if (size > 0) {
      EXT.start(log, size + 7)
          .utf8("{\"v\":1")
          .put(resourceFields.ext())
          .put(scopeFields.ext())
          .put(ext)
          .put('}');
    }
  }

  private void number(String name, long value) {
    if (value != 0) {
      ext.put(',').jsonString(name).put(':').decimal(value);
    }
  }

  private void member(String name, RowBytes value) {
    ext.put(',').jsonString(name).put(':').put(value);
  }

  @Override
  public void shrink() {
    json.shrink(KEPT_BYTES);
    part.shrink(KEPT_BYTES);
    ext.shrink(KEPT_BYTES);
    find.shrink(KEPT_BYTES);
    patch.shrink(KEPT_BYTES);
    events.shrink(KEPT_BYTES);
    links.shrink(KEPT_BYTES);
  }
}
