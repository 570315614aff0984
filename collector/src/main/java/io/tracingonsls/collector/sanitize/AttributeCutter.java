// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts keys and values of one span or resource and remembers what it did. Not thread-safe. */
final class AttributeCutter {
  private static final int MAX_WARNINGS = 8;
  private static final int SHOWN_KEY = 80;

  private final SpanLimits limits;
  private final List<String> warnings = new ArrayList<>();

  AttributeCutter(SpanLimits limits) {
    this.limits = limits;
  }

  List<String> warnings() {
    return warnings;
  }

  String text(String what, String text, int maxChars) {
    if (text.length() <= maxChars) {
      return text;
    }
    warn(what + " cut from " + text.length() + " to " + maxChars + " characters");
    return cut(text, maxChars);
  }

  Attributes attributes(String what, Attributes attributes) {
    if (!needsCut(attributes)) {
      return attributes;
    }
    Attributes.Builder builder = Attributes.builder(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      String key = attributes.key(i);
      AttributeValue value = attributes.value(i);
      builder.put(
          text("key of " + what + " " + shown(key), key, limits.keyChars()),
          value(what, key, value));
    }
    return builder.build();
  }

  private boolean needsCut(Attributes attributes) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.key(i).length() > limits.keyChars()
          || SpanSizes.of(attributes.value(i)) > limits.valueChars()) {
        return true;
      }
    }
    return false;
  }

  private AttributeValue value(String what, String key, AttributeValue value) {
    long size = SpanSizes.of(value);
    if (size <= limits.valueChars()) {
      return value;
    }
    warn(what + " " + shown(key) + " cut from " + size + " to " + limits.valueChars() + " bytes");
    if (value instanceof AttributeValue.StringValue text) {
      return AttributeValue.of(cut(text.value(), limits.valueChars()));
    }
    if (value instanceof AttributeValue.BytesValue bytes) {
      return AttributeValue.BytesValue.owning(
          Arrays.copyOf(bytes.toByteArray(), limits.valueChars()));
    }
    if (value instanceof AttributeValue.ListValue list) {
      return cut(list);
    }
    return value instanceof AttributeValue.MapValue map ? cut(map) : value;
  }

  /** Leaves out the tail of the list; an element that alone is too large is left out with it. */
  private AttributeValue cut(AttributeValue.ListValue list) {
    List<AttributeValue> kept = new ArrayList<>();
    long room = limits.valueChars() - 64L;
    for (AttributeValue element : list.values()) {
      room -= 16 + SpanSizes.of(element);
      if (room < 0) {
        break;
      }
      kept.add(element);
    }
    return new AttributeValue.ListValue(kept);
  }

  private AttributeValue cut(AttributeValue.MapValue map) {
    Attributes.Builder kept = Attributes.builder();
    long room = limits.valueChars() - 64L;
    for (int i = 0; i < map.entries().size(); i++) {
      room -= 64 + map.entries().key(i).length() + SpanSizes.of(map.entries().value(i));
      if (room < 0) {
        break;
      }
      kept.put(map.entries().key(i), map.entries().value(i));
    }
    return new AttributeValue.MapValue(kept.build());
  }

  private void warn(String warning) {
    if (warnings.size() < MAX_WARNINGS) {
      warnings.add(warning);
    }
  }

  private static String shown(String key) {
    return key.length() <= SHOWN_KEY ? key : cut(key, SHOWN_KEY) + "…";
  }

  /** Does not separate the halves of a character beyond the basic plane. */
  private static String cut(String text, int maxChars) {
    int end = Character.isHighSurrogate(text.charAt(maxChars - 1)) ? maxChars - 1 : maxChars;
    return text.substring(0, end);
  }
}
