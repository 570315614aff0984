// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import io.tracingonsls.model.Scope;

/** The fields of a row that come from resource and scope, encoded once for all their spans. Not thread-safe. */
final class SharedFields {
  private static final FieldName HOST = new FieldName(SlsTraceFields.HOST);
  private static final FieldName SERVICE = new FieldName(SlsTraceFields.SERVICE);
  private static final FieldName RESOURCE = new FieldName(SlsTraceFields.RESOURCE);
  private static final FieldName SCOPE_NAME = new FieldName(SlsTraceFields.SCOPE_NAME);
  private static final FieldName SCOPE_VERSION = new FieldName(SlsTraceFields.SCOPE_VERSION);
  private static final FieldName SCOPE_ATTRIBUTE = new FieldName(SlsTraceFields.SCOPE_ATTRIBUTE);
  private static final String HOST_NAME = "host.name";
  private static final String HOSTNAME = "hostname";

  private final AttributePatch patch = new AttributePatch();
  private final RowBytes json = new RowBytes(512);

  private final RowBytes fields = new RowBytes(512);
  private final RowBytes find = new RowBytes(256);
  private final RowBytes ext = new RowBytes(128);
  private int nullBits;

  RowBytes fields() {
    return fields;
  }

  RowBytes find() {
    return find;
  }

  /** Members for {@code jaeger.ext}, each with a leading comma. */
  RowBytes ext() {
    return ext;
  }

  int nullBits() {
    return nullBits;
  }

  void clear() {
    fields.clear();
    find.clear();
    ext.clear();
    patch.clear();
    json.clear();
    nullBits = 0;
  }

  void resource(Resource resource) {
    clear();
    Attributes attributes = CredentialTags.strip(resource.attributes());
    boolean named = !attributes.isEmpty()
        && attributes.key(0).equals(Resource.SERVICE_NAME)
        && attributes.value(0) instanceof StringValue;
    String service = named ? resource.serviceName() : "";
    Attributes tags = named ? attributes.without(0) : attributes;
    int moved = movedHost(tags);
    String host = moved >= 0 ? tags.value(moved).asText() : text(tags, HOSTNAME);
    HOST.text(fields, host);
    SERVICE.text(fields, service);
    nullBits = ExtNames.bit(service, ExtNames.SERVICE);
    AttributeJson.textMembers(tags, moved, json.put('{'), patch);
    RESOURCE.bytes(fields, json.put('}'));
    if (moved >= 0 && !isFoundWithoutHelp(tags, moved, host)) {
      patch.insertHost(moved);
    }
    FindLines.addOthers(find, tags, patch);
    json.clear();
    ExtObject part = new ExtObject(json);
    patch.appendMembers(part);
    part.number("s", named && service.isEmpty() ? 1 : 0);
    part.number("d", resource.droppedAttributesCount());
    part.text("u", resource.schemaUrl());
    finish("q", part);
  }

  /** The position of the tag that the field {@code host} stands for, or -1. */
  private static int movedHost(Attributes tags) {
    int index = tags.indexOf(HOST_NAME);
    return index >= 0
            && tags.value(index) instanceof StringValue text
            && !text.value().isEmpty()
            && !text.value().equals(LogRow.NULL)
        ? index
        : -1;
  }

  /** Whether readers append {@code host.name} by themselves, and rightly. */
  private static boolean isFoundWithoutHelp(Attributes tags, int moved, String host) {
    if (moved != tags.size() - 1) {
      return false;
    }
    for (int i = 0; i < moved; i++) {
      if (tags.key(i).equals(HOSTNAME) && tags.value(i).asText().equals(host)) {
        return false;
      }
    }
    return true;
  }

  private static String text(Attributes tags, String key) {
    String text = tags.text(key);
    return text == null ? "" : text;
  }

  void scope(Scope scope) {
    clear();
    SCOPE_NAME.text(fields, scope.name());
    SCOPE_VERSION.text(fields, scope.version());
    nullBits = ExtNames.bit(scope.name(), ExtNames.SCOPE_NAME)
        | ExtNames.bit(scope.version(), ExtNames.SCOPE_VERSION);
    Attributes attributes = CredentialTags.strip(scope.attributes());
    if (!attributes.isEmpty()) {
      AttributeJson.typedMembers(attributes, -1, "", json.put('{'), patch);
      SCOPE_ATTRIBUTE.bytes(fields, json.put('}'));
      for (int i = 0; i < attributes.size(); i++) {
        AttributeValue value = attributes.value(i);
        FindLines.add(find, attributes.key(i), value);
      }
    }
    json.clear();
    ExtObject part = new ExtObject(json);
    patch.appendMembers(part);
    part.number("d", scope.droppedAttributesCount());
    part.text("u", scope.schemaUrl());
    finish("o", part);
  }

  private void finish(String name, ExtObject part) {
    part.close();
    if (!part.isEmpty()) {
      ext.put(',').jsonString(name).put(':').put(json);
    }
  }
}
