// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.databind.JsonNode;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.BytesValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.SpanEvent;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads events in every notation that writers of either layout use. Used for one row. */
final class EventsReader {
  private static final Set<String> FLAT_MEMBERS = Set.of("time", "timestamp", "epochnanos");

  private final JsonNode part;
  private final List<String> warnings;

  /** {@code part} is the part {@code e} of the ext field, or missing. */
  EventsReader(JsonNode part, List<String> warnings) {
    this.part = part;
    this.warnings = warnings;
  }

  List<SpanEvent> read(String field, String text) {
    JsonNode array = RowJson.tree(field, text, warnings);
    if (!array.isArray()) {
      if (!array.isMissingNode() && !array.isNull()) {
        warnings.add(RowJson.unreadable(field));
      }
      return List.of();
    }
    List<SpanEvent> events = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      try {
        events.add(event(i, array.get(i)));
      } catch (IllegalArgumentException | DateTimeException damaged) {
        warnings.add(RowJson.unreadable(field));
      }
    }
    return events;
  }

  private SpanEvent event(int index, JsonNode entry) {
    if (entry.has("fields")) {
      return new SpanEvent(
          rfc3339(entry.path("timestamp").asText()), "", forkFields(entry.path("fields")));
    }
    if (entry.has("TimeUs")) {
      return new SpanEvent(
          RowTimes.scaled(entry.path("TimeUs").asLong(), 1_000), "", members(entry.path("Fields")));
    }
    if (entry.has("timestamp")) {
      return new SpanEvent(
          RowTimes.toNanos(entry.path("timestamp").asLong()), "", members(entry.path("tags")));
    }
    if (entry.has("epochNanos")) {
      return new SpanEvent(
          entry.path("epochNanos").asLong(), text(entry.path("name")), attributesOf(entry));
    }
    if (entry.path("time").isTextual()) {
      return flat(entry);
    }
    return standard(index, entry);
  }

  private SpanEvent standard(int index, JsonNode entry) {
    JsonNode patch = part.path("p").path(Integer.toString(index));
    Attributes attributes = attributesOf(entry);
    String name = text(entry.path("name"));
    int field = nameField(index, name);
    if (field >= 0) {
      attributes = withInserted(attributes, field, name, patch);
      name = "";
    } else {
      attributes = AttributePatchReader.apply(attributes, patch, "");
    }
    return new SpanEvent(
        entry.path("time").asLong(),
        name,
        CredentialTags.strip(attributes),
        patch.path("d").asInt());
  }

  /** Where the row's name belongs among the attributes; -1 when it is the event's own. */
  private int nameField(int index, String name) {
    JsonNode fields = part.path("j");
    if (name.isEmpty() || fields.isMissingNode()) {
      return -1;
    }
    return fields.isArray() ? fields.path(index).asInt(-1) : fields.asInt(-1);
  }

  /** Puts the name back at its final position; positions in the patch count it. */
  private static Attributes withInserted(
      Attributes attributes, int field, String name, JsonNode patch) {
    Attributes patched;
    int before = 0;
    for (JsonNode insert : patch.path("r")) {
      before += insert.path(0).asInt() < field ? 1 : 0;
    }
    int at = Math.max(0, Math.min(attributes.size(), field - before));
    Attributes.Builder builder = Attributes.builder(attributes.size() + 1);
    for (int i = 0; i <= attributes.size(); i++) {
      if (i == at) {
        builder.put(EventsWriter.EVENT, name);
      }
      if (i < attributes.size()) {
        builder.put(attributes.key(i), attributes.value(i));
      }
    }
    patched = AttributePatchReader.apply(builder.build(), patch, "");
    return patched;
  }

  private Attributes attributesOf(JsonNode entry) {
    for (String name : List.of("attribute", "attributes", "Attributes")) {
      if (entry.has(name)) {
        return members(entry.path(name));
      }
    }
    return Attributes.empty();
  }

  private Attributes members(JsonNode node) {
    return CredentialTags.strip(RowJson.members(node, SlsTraceFields.LOGS, warnings));
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : "";
  }

  /** A text time is in milliseconds, and every other member is an attribute. */
  private static SpanEvent flat(JsonNode entry) {
    Attributes.Builder attributes = Attributes.builder(entry.size());
    entry.properties().forEach(member -> {
      if (!FLAT_MEMBERS.contains(member.getKey().toLowerCase(Locale.ROOT))) {
        attributes.put(member.getKey(), RowJson.value(member.getValue()));
      }
    });
    long millis = RowTimes.number(entry.path("time").asText());
    return new SpanEvent(RowTimes.scaled(millis, 1_000_000), "", attributes.build());
  }

  private static Attributes forkFields(JsonNode fields) {
    Attributes.Builder attributes = Attributes.builder(fields.size());
    for (JsonNode field : fields) {
      String key = field.path("key").asText();
      if (!CredentialTags.isCredential(key)) {
        attributes.put(key, forkValue(field));
      }
    }
    return attributes.build();
  }

  private static AttributeValue forkValue(JsonNode field) {
    long number = field.path("vNum").asLong();
    return switch (field.path("vType").asText().toLowerCase(Locale.ROOT)) {
      case "bool" -> AttributeValue.of(number != 0);
      case "int64" -> AttributeValue.of(number);
      case "float64" -> AttributeValue.of(Double.longBitsToDouble(number));
      case "binary" ->
        BytesValue.owning(Base64.getDecoder().decode(field.path("vBlob").asText()));
      default -> AttributeValue.of(field.path("vStr").asText());
    };
  }

  private static long rfc3339(String text) {
    OffsetDateTime time = OffsetDateTime.parse(text);
    return time.toEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
