// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.sanitize;

import io.tracingonsls.model.Attributes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code --collector.tags} and {@code --agent.tags}: {@code key=value} pairs whose values may be {@code ${VARIABLE:default}}. */
public final class CollectorTags {
  private CollectorTags() {}

  /**
   * The tags as attributes. A variable that is empty or absent, without a default, leaves its tag out.
   *
   * @param setting its name, for the message
   * @throws IllegalArgumentException for a pair without '='
   */
  public static Attributes parse(
      String setting, List<String> pairs, Map<String, String> environment) {
    Attributes.Builder tags = Attributes.builder();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(setting + ": " + pair + " (expected: key=value)");
      }
      String value = value(pair.substring(equals + 1).strip(), environment);
      if (value != null) {
        tags.put(pair.substring(0, equals).strip(), value);
      }
    }
    return tags.build();
  }

  private static @Nullable String value(String text, Map<String, String> environment) {
    if (!text.startsWith("${") || !text.endsWith("}")) {
      return text;
    }
    String inner = text.substring(2, text.length() - 1);
    int colon = inner.indexOf(':');
    String found = environment.get(colon < 0 ? inner : inner.substring(0, colon));
    if (found != null && !found.isEmpty()) {
      return found;
    }
    return colon < 0 || colon == inner.length() - 1 ? null : inner.substring(colon + 1);
  }
}
