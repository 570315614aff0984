// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.collector.account.SpanFormat;
import io.tracingonsls.model.Attribute;
import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import io.tracingonsls.model.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gives every resource a usable service name and the collector's own tags, and cuts what is too long. */
final class ResourceRules {
  private final SpanLimits limits;
  private final Attributes tags;

  ResourceRules(SpanLimits limits, Attributes tags) {
    this.limits = limits;
    this.tags = tags;
  }

  /** The repaired resource; the list receives what the resource's spans have to tell. */
  Resource sanitize(Resource resource, SpanFormat format, List<String> warnings) {
    Attributes attributes = named(resource.attributes(), warnings);
    AttributeCutter cutter = new AttributeCutter(limits);
    attributes = cutter.attributes("resource attribute", attributes);
    warnings.addAll(cutter.warnings());
    attributes = withinSize(attributes, warnings);
    attributes = tagged(attributes, format);
    return attributes.equals(resource.attributes())
        ? resource
        : new Resource(attributes, resource.droppedAttributesCount(), resource.schemaUrl());
  }

  private Attributes named(Attributes attributes, List<String> warnings) {
    AttributeValue name = attributes.get(Resource.SERVICE_NAME);
    if (name == null) {
      return replaceName(attributes, "missing-service-name");
    }
    if (!(name instanceof AttributeValue.StringValue text)) {
      return replaceName(attributes, "service-name-wrong-type");
    }
    if (text.value().isEmpty()) {
      return replaceName(attributes, "empty-service-name");
    }
    AttributeCutter cutter = new AttributeCutter(limits);
    String cut = cutter.text("service name", text.value(), limits.serviceNameChars());
    warnings.addAll(cutter.warnings());
    return cutter.warnings().isEmpty() ? attributes : replaceName(attributes, cut);
  }

  private static Attributes replaceName(Attributes attributes, String name) {
    int index = attributes.indexOf(Resource.SERVICE_NAME);
    Attributes others = index < 0 ? attributes : attributes.without(index);
    return Attributes.builder(others.size() + 1)
        .put(Resource.SERVICE_NAME, name)
        .putAll(others)
        .build();
  }

  private Attributes withinSize(Attributes attributes, List<String> warnings) {
    if (SpanSizes.of(attributes) <= limits.spanBytes() / 2) {
      return attributes;
    }
    Attributes.Builder kept = Attributes.builder();
    long room = limits.spanBytes() / 2;
    for (Attribute attribute : attributes) {
      room -= 64 + attribute.key().length() + SpanSizes.of(attribute.value());
      if (room >= 0) {
        kept.put(attribute.key(), attribute.value());
      }
    }
    warnings.add("resource is too large: dropped " + (attributes.size() - kept.size())
        + " of its attributes");
    return kept.build();
  }

  /** Jaeger spans get a tag unless they have the same key with the same value, and sorted tags; others by key alone. */
  private Attributes tagged(Attributes attributes, SpanFormat format) {
    if (tags.isEmpty()) {
      return attributes;
    }
    List<Attribute> all = new ArrayList<>();
    attributes.forEach(all::add);
    for (Attribute tag : tags) {
      boolean present = format.isJaegers() ? all.contains(tag) : attributes.contains(tag.key());
      if (!present) {
        all.add(tag);
      }
    }
    if (format.isJaegers()) {
      Attribute service = all.remove(0);
      all.sort(Comparator.comparing(Attribute::key));
      all.add(0, service);
    }
    return Attributes.copyOf(all);
  }
}
