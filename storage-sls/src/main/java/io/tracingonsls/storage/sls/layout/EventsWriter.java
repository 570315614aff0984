// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanEvent;
import java.util.List;

/** Writes the field {@code logs} and the part {@code e} of {@code jaeger.ext}. Not thread-safe. */
final class EventsWriter {
  static final String EVENT = "event";

  private final RowBytes json = new RowBytes(512);
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
    List<SpanEvent> events = span.events();
    boolean plainNames = true;
    boolean firstFields = true;
    json.put('[');
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) {
        json.put(',');
      }
      SpanEvent event = events.get(i);
      int field = nameField(event);
      plainNames &= field < 0;
      firstFields &= field == 0 || rowName(event, field).isEmpty();
      event(i, event, field, find);
    }
    json.put(']');
    if (!plainNames || !patches.isEmpty() || span.droppedEventsCount() != 0) {
      ext(span, plainNames, firstFields, ext);
    }
    return json;
  }

  /** Position of the attribute that names a Jaeger log, or -1 when the event has a name of its own or none at all. */
  private static int nameField(SpanEvent event) {
    if (!event.name().isEmpty()) {
      return -1;
    }
    int index = event.attributes().indexOf(EVENT);
    return index >= 0
            && event.attributes().value(index) instanceof StringValue text
            && !text.value().isEmpty()
        ? index
        : -1;
  }

  private static String rowName(SpanEvent event, int field) {
    return field < 0 ? event.name() : event.attributes().value(field).asText();
  }

  private void event(int index, SpanEvent event, int field, RowBytes find) {
    Attributes attributes = event.attributes();
    String name = rowName(event, field);
    if (field < 0 && !name.isEmpty()) {
      FindLines.addLine(find, EVENT, name);
    }
    for (int i = 0; i < attributes.size(); i++) {
      FindLines.add(find, attributes.key(i), attributes.value(i));
    }
    patch.clear();
    json.utf8("{\"name\":").jsonString(name).utf8(",\"time\":").decimal(event.timeNanos());
    json.utf8(",\"attribute\":{");
    AttributeJson.typedMembers(attributes, field, "", json, patch);
    json.put('}').put('}');
    if (!patch.isEmpty() || event.droppedAttributesCount() != 0) {
      patches.put(patches.isEmpty() ? '{' : ',');
      patches.put('"').decimal(index).put('"').put(':');
      ExtObject object = new ExtObject(patches);
      patch.appendMembers(object);
      object.number("d", event.droppedAttributesCount());
      object.close();
    }
  }

  private void ext(Span span, boolean plainNames, boolean firstFields, RowBytes ext) {
    part.clear();
    ExtObject object = new ExtObject(part);
    if (!plainNames && firstFields) {
      object.member("j").put('0');
    } else if (!plainNames) {
      RowBytes list = object.member("j").put('[');
      for (int i = 0; i < span.events().size(); i++) {
        if (i > 0) {
          list.put(',');
        }
        list.decimal(nameField(span.events().get(i)));
      }
      list.put(']');
    }
    object.number("d", span.droppedEventsCount());
    if (!patches.isEmpty()) {
      object.member("p").put(patches).put('}');
    }
    object.close();
    ext.put(',').jsonString("e").put(':').put(part);
  }
}
