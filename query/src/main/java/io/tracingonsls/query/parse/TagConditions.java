// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.parse;

import io.tracingonsls.storage.SpanPredicate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags of a search: {@code tag=key:value} and {@code tags={"key":"value"}}, of which the latter wins. */
final class TagConditions {
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final int most;

  TagConditions(int most) {
    this.most = most;
  }

  /** Adds {@code key:value}, split at the first colon. */
  void addPair(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new BadParameterException(
          "malformed 'tag' parameter, expecting key:value, received: " + text);
    }
    tags.put(text.substring(0, colon), text.substring(colon + 1));
    checkCount();
  }

  /** Adds a JSON object of strings. */
  void addJson(String json) {
    tags.putAll(GoJsonTags.parse(json));
    checkCount();
  }

  private void checkCount() {
    if (tags.size() > most) {
      throw new BadParameterException("tags: " + tags.size() + " (expected: at most " + most + ")");
    }
  }

  SpanPredicate predicate() {
    return predicateOf(tags);
  }

  static SpanPredicate predicateOf(Map<String, String> tags) {
    List<SpanPredicate> parts = new ArrayList<>(tags.size());
    tags.forEach((key, value) -> parts.add(SpanPredicate.attribute(key, value)));
    return parts.isEmpty() ? SpanPredicate.ALWAYS : new SpanPredicate.And(parts);
  }
}
