// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import io.tracingonsls.model.SpanId;
import io.tracingonsls.model.SpanLink;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads one row of the first fork, of the exporter's first age, or of the Java client that wrote straight to Log Service. */
final class LegacyReader {
  private final LogRow row;
  private final SharedParts shared;
  private final List<String> warnings = new ArrayList<>(0);

  /** Rows of the Java client hold tags and process as JSON objects. */
  private final boolean client;

  LegacyReader(LogRow row, SharedParts shared) {
    this.row = row;
    this.shared = shared;
    this.client = row.has(LegacyFields.PROCESS);
  }

  TraceSpan read() {
    TraceId traceId = RowIds.traceId(row.text(LegacyFields.TRACE_ID));
    SpanId parent = RowIds.spanId(row.text(LegacyFields.PARENT_SPAN_ID));
    List<SpanLink> links = references();
    SpanId completed = References.complete(traceId, parent, links, true);
    Resource resource = shared.share(client ? clientProcess() : process());
    Span.Builder span = Span.builder()
        .traceId(traceId)
        .spanId(RowIds.spanId(row.text(LegacyFields.SPAN_ID)))
        .parentSpanId(completed)
        .name(row.text(LegacyFields.OPERATION_NAME))
        .jaegerFlags(flags())
        .attributes(tags())
        .links(links)
        .events(events());
    long start = RowTimes.number(row.text(LegacyFields.START_TIME));
    long duration = RowTimes.number(row.text(LegacyFields.DURATION));
    span.startNanos(RowTimes.toNanos(start))
        .durationNanos(RowTimes.durationNanos(start, 0, duration))
        .warnings(allWarnings());
    return new TraceSpan(resource, Scope.EMPTY, span.build());
  }

  private int flags() {
    String text = row.text(LegacyFields.FLAGS).trim();
    if (text.isEmpty()) {
      return 1;
    }
    return client && RowIds.isHex(text, 8)
        ? Integer.parseUnsignedInt(text, 16)
        : (int) RowTimes.number(text);
  }

  private Attributes tags() {
    Attributes tags = client
        ? RowJson.object(LegacyFields.TAGS, row.text(LegacyFields.TAGS), warnings)
        : prefixed(LegacyFields.TAG_PREFIX);
    return CredentialTags.strip(tags);
  }

  private Attributes prefixed(String prefix) {
    Attributes.Builder tags = Attributes.builder();
    for (Map.Entry<String, String> field : row.fields().entrySet()) {
      if (field.getKey().startsWith(prefix)) {
        String key = field.getKey().substring(prefix.length());
        tags.put(key, TextTags.value(key, AttributeValue.of(field.getValue())));
      }
    }
    return tags.build();
  }

  private Resource process() {
    Attributes tags = CredentialTags.strip(prefixed(LegacyFields.PROCESS_TAG_PREFIX));
    return Resource.ofService(row.text(LegacyFields.SERVICE_NAME), tags);
  }

  private Resource clientProcess() {
    JsonNode process = RowJson.tree(LegacyFields.PROCESS, row.text(LegacyFields.PROCESS), warnings);
    Attributes tags = CredentialTags.strip(
        RowJson.members(process.path(LegacyFields.TAGS), LegacyFields.PROCESS, warnings));
    return Resource.ofService(process.path("serviceName").asText(), tags);
  }

  private List<SpanLink> references() {
    String field =
        row.has(LegacyFields.REFERENCES) ? LegacyFields.REFERENCES : LegacyFields.REFERENCE;
    JsonNode array = RowJson.tree(field, row.text(field), warnings);
    List<SpanLink> links = new ArrayList<>(array.size() + 1);
    for (JsonNode entry : array) {
      SpanLink link = References.read(entry, MissingNode.getInstance(), field, warnings);
      if (link != null) {
        links.add(link);
      }
    }
    return links;
  }

  private List<SpanEvent> events() {
    String text = row.text(LegacyFields.LOGS);
    return text.isEmpty() || text.equals("[]")
        ? List.of()
        : new EventsReader(MissingNode.getInstance(), warnings).read(LegacyFields.LOGS, text);
  }

  private List<String> allWarnings() {
    String stored = row.text(LegacyFields.WARNINGS);
    if (stored.isEmpty()) {
      return warnings;
    }
    List<String> all = RowJson.strings(RowJson.tree(LegacyFields.WARNINGS, stored, warnings));
    all.addAll(warnings);
    return all;
  }
}
