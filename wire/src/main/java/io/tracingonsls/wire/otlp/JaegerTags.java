// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.wire.otlp;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tags on their way to OTLP, whose attributes don't repeat keys: the last value wins, at the place of the first. Not thread-safe. */
final class JaegerTags {
  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  JaegerTags(Attributes tags) {
    for (int i = 0; i < tags.size(); i++) {
      values.put(tags.key(i), tags.value(i));
    }
  }

  @Nullable
  AttributeValue get(String key) {
    return values.get(key);
  }

  @Nullable
  String text(String key) {
    return values.get(key) instanceof AttributeValue.StringValue text ? text.value() : null;
  }

  void remove(String key) {
    values.remove(key);
  }

  Attributes lastOfEach() {
    Attributes.Builder builder = Attributes.builder(values.size());
    values.forEach(builder::put);
    return builder.build();
  }
}
