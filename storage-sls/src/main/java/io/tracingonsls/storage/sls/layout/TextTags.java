// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import io.tracingonsls.model.AttributeValue;
import io.tracingonsls.model.AttributeValue.StringValue;
import io.tracingonsls.model.Attributes;

/** Gives back the types of the two tags that have a meaning, in rows whose writers kept every value as text. */
final class TextTags {
  private TextTags() {}

  static Attributes retype(Attributes attributes) {
    Attributes.Builder typed = Attributes.builder(attributes.size());
    for (int i = 0; i < attributes.size(); i++) {
      typed.put(attributes.key(i), value(attributes.key(i), attributes.value(i)));
    }
    return typed.build();
  }

  static AttributeValue value(String key, AttributeValue value) {
    if (!(value instanceof StringValue text)) {
      return value;
    }
    String content = text.value();
    if (key.equals("error") && (content.equals("true") || content.equals("false"))) {
      return AttributeValue.of(content.equals("true"));
    }
    boolean status = key.equals("http.status_code") && content.length() == 3;
    return status && content.chars().allMatch(c -> c >= '0' && c <= '9')
        ? AttributeValue.of(Long.parseLong(content))
        : value;
  }
}
