// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.memory;

import io.tracingonsls.model.Attribute;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.TagSuggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Counts keys and values of span and resource attributes. */
record MemoryTagSuggestions(TenantTables tables) implements TagSuggestions {
  @Override
  public List<String> keys(String prefix, ReadContext context) {
    Map<String, Integer> counts = new HashMap<>();
    forEachAttribute(context, attribute -> {
      if (attribute.key().startsWith(prefix)) {
        counts.merge(attribute.key(), 1, Integer::sum);
      }
    });
    return mostFrequent(counts);
  }

  @Override
  public List<String> values(String key, String prefix, ReadContext context) {
    Map<String, Integer> counts = new HashMap<>();
    forEachAttribute(context, attribute -> {
      if (attribute.key().equals(key) && attribute.value().asText().startsWith(prefix)) {
        counts.merge(attribute.value().asText(), 1, Integer::sum);
      }
    });
    return mostFrequent(counts);
  }

  private void forEachAttribute(ReadContext context, Consumer<Attribute> action) {
    tables
        .of(context)
        .all()
        .values()
        .forEach(spans -> spans.forEach(span -> {
          span.span().attributes().forEach(action);
          span.resource().tags().forEach(action);
        }));
  }

  private static List<String> mostFrequent(Map<String, Integer> counts) {
    List<String> names = new ArrayList<>(counts.keySet());
    Comparator<String> byCount =
        Comparator.comparing(name -> counts.getOrDefault(name, 0), Comparator.reverseOrder());
    names.sort(byCount.thenComparing(Comparator.naturalOrder()));
    return names;
  }
}
