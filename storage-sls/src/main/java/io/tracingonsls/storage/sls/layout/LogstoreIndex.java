// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a Logstore's index makes searchable. Immutable.
 *
 * @param keys field name in lower case, with its type: {@code text}, {@code long}, {@code double}, {@code json}
 * @param sqlKeys those of them that SQL sees, in lower case
 * @param fullText whether words can be searched without a key
 * @param maxTextBytes bytes of a text that SQL sees, in UTF-8
 */
public record LogstoreIndex(
    Map<String, String> keys, Set<String> sqlKeys, boolean fullText, int maxTextBytes) {
  private static final int DEFAULT_TEXT_BYTES = 2_048;

  public LogstoreIndex {
    keys = Map.copyOf(keys);
    sqlKeys = Set.copyOf(sqlKeys);
  }

  /** Reads the answer to GetIndex. */
  public static LogstoreIndex parse(String json) {
    List<String> problems = new ArrayList<>();
    JsonNode index = RowJson.tree("index", json, problems);
    Map<String, String> keys = new HashMap<>();
    Set<String> sqlKeys = new HashSet<>();
    index.path("keys").properties().forEach(entry -> {
      String name = entry.getKey().toLowerCase(Locale.ROOT);
      keys.put(name, entry.getValue().path("type").asText());
      if (entry.getValue().path("doc_value").asBoolean()) {
        sqlKeys.add(name);
      }
    });
    int maxTextBytes = index.path("max_text_len").asInt();
    return new LogstoreIndex(
        keys, sqlKeys, index.has("line"), maxTextBytes > 0 ? maxTextBytes : DEFAULT_TEXT_BYTES);
  }

  public boolean has(String key) {
    return keys.containsKey(key.toLowerCase(Locale.ROOT));
  }

  /** Whether SQL sees the key. */
  public boolean inSql(String key) {
    return sqlKeys.contains(key.toLowerCase(Locale.ROOT));
  }
}
