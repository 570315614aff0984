// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.SpanStatus;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads one SLS Trace row of any writer. Used for one row. */
final class SlsTraceReader {
  private final LogRow row;
  private final SharedParts shared;
  private final List<String> warnings = new ArrayList<>(0);
  private final JsonNode ext;
  private final int nulls;

  /** Rows of the Jaeger forks: all values are text, warnings stand in the status message. */
  private final boolean fork;

  SlsTraceReader(LogRow row, SharedParts shared) {
    this.row = row;
    this.shared = shared;
    this.fork = !row.has(SlsTraceFields.HOST) && !row.has(SlsTraceFields.SCOPE_NAME);
    this.ext = RowJson.tree(SlsTraceFields.EXT, row.text(SlsTraceFields.EXT), warnings);
    this.nulls = ext.path("n").asInt();
  }

  TraceSpan read() {
    Resource resource = resource();
    Scope scope = scope();
    TraceId traceId = shared.traceId(row.text(SlsTraceFields.TRACE_ID));
    Attributes attributes = attributes();
    Span.Builder span = Span.builder()
        .traceId(traceId)
        .spanId(RowIds.spanId(row.text(SlsTraceFields.SPAN_ID)))
        .name(text(SlsTraceFields.NAME, ExtNames.NAME))
        .traceState(text(SlsTraceFields.TRACE_STATE, ExtNames.TRACE_STATE))
        .traceFlags((int) ext.path("f").asLong())
        .jaegerFlags(flags())
        .kind(kind(attributes))
        .attributes(attributes)
        .droppedAttributesCount(ext.path("a").path("d").asInt())
        .droppedEventsCount(ext.path("e").path("d").asInt())
        .droppedLinksCount(ext.path("l").path("d").asInt());
    times(span);
    events(span);
    new LinksReader(row, ext, warnings).read(traceId, span);
    status(span);
    return new TraceSpan(resource, scope, span.warnings(allWarnings()).build());
  }

  private String text(String field, int nullBit) {
    return (nulls & nullBit) != 0 ? LogRow.NULL : row.text(field);
  }

  private int flags() {
    String text = row.text(SlsTraceFields.FLAGS);
    return text.isEmpty() ? 1 : (int) RowTimes.number(text);
  }

  private Resource resource() {
    String service = text(SlsTraceFields.SERVICE, ExtNames.SERVICE);
    String host = row.text(SlsTraceFields.HOST);
    String json = row.text(SlsTraceFields.RESOURCE);
    JsonNode part = ext.path("q");
    record Key(String service, String host, String json) {}

    return part.isMissingNode()
        ? shared.resource(new Key(service, host, json), () -> parse(service, host, json, part))
        : shared.share(parse(service, host, json, part));
  }

  private Resource parse(String service, String host, String json, JsonNode part) {
    Attributes tags = RowJson.object(SlsTraceFields.RESOURCE, json, warnings);
    tags = CredentialTags.strip(tags);
    if (fork) {
      int processId = tags.indexOf("ProcessID");
      tags = processId >= 0 && tags.value(processId).asText().isEmpty()
          ? tags.without(processId)
          : tags;
    }
    if (!host.isEmpty() && !hasHostInsert(part) && !knowsHost(tags, host)) {
      tags = tags.toBuilder().put("host.name", host).build();
    }
    tags = AttributePatchReader.apply(tags, part, host);
    Attributes attributes = service.isEmpty() && part.path("s").asInt() == 0
        ? tags
        : Attributes.builder(tags.size() + 1)
            .put(Resource.SERVICE_NAME, service)
            .putAll(tags)
            .build();
    return new Resource(attributes, part.path("d").asInt(), part.path("u").asText());
  }

  private static boolean hasHostInsert(JsonNode part) {
    for (JsonNode insert : part.path("r")) {
      if (insert.size() == 1) {
        return true;
      }
    }
    return false;
  }

  private static boolean knowsHost(Attributes tags, String host) {
    for (int i = 0; i < tags.size(); i++) {
      String key = tags.key(i);
      if (key.equals("host.name")
          || (key.equals("hostname") && tags.value(i).asText().equals(host))) {
        return true;
      }
    }
    return false;
  }

  private Scope scope() {
    String name = text(SlsTraceFields.SCOPE_NAME, ExtNames.SCOPE_NAME);
    String version = text(SlsTraceFields.SCOPE_VERSION, ExtNames.SCOPE_VERSION);
    String json = row.text(SlsTraceFields.SCOPE_ATTRIBUTE);
    JsonNode part = ext.path("o");
    if (name.isEmpty() && version.isEmpty() && json.isEmpty() && part.isMissingNode()) {
      return Scope.EMPTY;
    }
    Attributes attributes = CredentialTags.strip(AttributePatchReader.apply(
        RowJson.object(SlsTraceFields.SCOPE_ATTRIBUTE, json, warnings), part, ""));
    return shared.share(new Scope(
        name, version, attributes, part.path("d").asInt(), part.path("u").asText()));
  }

  private Attributes attributes() {
    Attributes attributes =
        RowJson.object(SlsTraceFields.ATTRIBUTE, row.text(SlsTraceFields.ATTRIBUTE), warnings);
    attributes = AttributePatchReader.apply(attributes, ext.path("a"), "");
    attributes = CredentialTags.strip(attributes);
    return fork ? TextTags.retype(attributes) : withOriginalIds(attributes);
  }

  /** Keeps identifiers that are not hexadecimal, as SkyWalking writes them. */
  private Attributes withOriginalIds(Attributes attributes) {
    String trace = row.text(SlsTraceFields.TRACE_ID).trim();
    String span = row.text(SlsTraceFields.SPAN_ID).trim();
    boolean oddTrace = !trace.isEmpty() && !RowIds.isHex(trace, 32);
    boolean oddSpan = !span.isEmpty() && !RowIds.isHex(span, 16);
    if (!oddTrace && !oddSpan) {
      return attributes;
    }
    Attributes.Builder more = attributes.toBuilder();
    if (oddTrace) {
      more.put("sls.original_trace_id", trace);
    }
    if (oddSpan) {
      more.put("sls.original_span_id", span);
    }
    return more.build();
  }

  private SpanKind kind(Attributes attributes) {
    JsonNode exact = ext.path("k");
    if (exact.isTextual()) {
      return SpanKind.fromText(exact.asText());
    }
    SpanKind kind = SpanKind.fromText(row.text(SlsTraceFields.KIND));
    return kind == SlsTraceWriter.tagKind(attributes) ? SpanKind.UNSPECIFIED : kind;
  }

  private void times(Span.Builder span) {
    JsonNode exact = ext.path("t");
    if (exact.isArray()) {
      span.startNanos(exact.path(0).asLong()).durationNanos(exact.path(1).asLong());
      return;
    }
    long start = RowTimes.number(row.text(SlsTraceFields.START));
    long end = RowTimes.number(row.text(SlsTraceFields.END));
    long duration = RowTimes.number(row.text(SlsTraceFields.DURATION));
    long nano = RowTimes.number(row.text(SlsTraceFields.NANO));
    span.startNanos(RowTimes.toNanos(start) + nano / 1000)
        .durationNanos(RowTimes.durationNanos(start, end, duration) + nano % 1000);
  }

  private void events(Span.Builder span) {
    String text = row.text(SlsTraceFields.LOGS);
    if (!text.isEmpty() && !text.equals("[]")) {
      span.events(new EventsReader(ext.path("e"), warnings).read(SlsTraceFields.LOGS, text));
    }
  }

  /** Sets the status; the tags' own status stays with the tags. */
  private void status(Span.Builder span) {
    JsonNode exact = ext.path("m");
    if (exact.isArray()) {
      span.status(new SpanStatus(code(exact.path(0).asText()), exact.path(1).asText()));
      return;
    }
    SpanStatus.Code code = code(row.text(SlsTraceFields.STATUS_CODE));
    String message = row.text(SlsTraceFields.STATUS_MESSAGE);
    if (code == SpanStatus.Code.UNSET && message.startsWith("[")) {
      JsonNode list = RowJson.tree(SlsTraceFields.STATUS_MESSAGE, message, new ArrayList<>());
      if (list.isArray()) {
        warnings.addAll(RowJson.strings(list));
        message = "";
      }
    }
    SpanStatus status = new SpanStatus(code, message);
    if (!status.equals(SpanStatus.UNSET) && !span.build().effectiveStatus().equals(status)) {
      span.status(status);
    }
  }

  private static SpanStatus.Code code(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "OK", "1" -> SpanStatus.Code.OK;
      case "ERROR", "2" -> SpanStatus.Code.ERROR;
      default -> SpanStatus.Code.UNSET;
    };
  }

  private List<String> allWarnings() {
    String stored = row.text(SlsTraceFields.WARNINGS);
    if (stored.isEmpty()) {
      return warnings;
    }
    List<String> all = RowJson.strings(RowJson.tree(SlsTraceFields.WARNINGS, stored, warnings));
    all.addAll(warnings);
    return all;
  }
}
