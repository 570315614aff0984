// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The index configuration of a Logstore. Immutable.
 *
 * @param line the full-text index, or null when there is none
 * @param keys field indexes by name, in the order given
 * @param maxTextLen bytes of a text value that SQL sees (64 to 16384)
 */
public record IndexConfig(@Nullable LineIndex line, Map<String, KeyIndex> keys, int maxTextLen) {
  public static final int DEFAULT_MAX_TEXT_LEN = 2048;
  public static final String TOPIC = "__topic__";
  public static final String SOURCE = "__source__";
  public static final String TIME = "__time__";
  public static final String TIME_NS_PART = "__time_ns_part__";
  public static final String TAG_PREFIX = "__tag__:";

  /** Nothing indexed: what applies to logs written before an index exists. */
  public static final IndexConfig NONE = new IndexConfig(null, Map.of(), DEFAULT_MAX_TEXT_LEN);

  private static final KeyIndex RESERVED_TEXT = KeyIndex.text(TokenRules.EXACT, true);
  private static final KeyIndex RESERVED_NUMBER = KeyIndex.number(KeyType.LONG, true);

  public IndexConfig {
    keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
  }

  /** Whether {@code key} is one of the fields the service adds itself, log tags included. */
  public static boolean isReserved(String key) {
    return key.equals(TOPIC)
        || key.equals(SOURCE)
        || key.equals(TIME)
        || key.equals(TIME_NS_PART)
        || key.startsWith(TAG_PREFIX);
  }

  /**
   * The index behind a key named in a query: a reserved field, a configured field, a listed JSON leaf, or any leaf of a
   * JSON field that indexes all. Null when the key is not indexed. {@code source} is another name of {@code __source__}.
   */
  public @Nullable IndexedKey resolve(String name) {
    if (name.equals(TOPIC) || name.equals(SOURCE) || name.equals("source")) {
      String field = name.equals("source") ? SOURCE : name;
      return IndexedKey.field(name, field, RESERVED_TEXT);
    }
    if (name.equals(TIME)) {
      return IndexedKey.field(name, TIME, RESERVED_NUMBER);
    }
    KeyIndex own = keys.get(name);
    return own != null ? IndexedKey.field(name, name, own) : resolveLeaf(name);
  }

  private @Nullable IndexedKey resolveLeaf(String name) {
    for (int dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
      KeyIndex parent = keys.get(name.substring(0, dot));
      if (parent == null || parent.type() != KeyType.JSON || dot + 1 == name.length()) {
        continue;
      }
      String path = name.substring(dot + 1);
      String field = name.substring(0, dot);
      KeyIndex leaf = parent.json().keys().get(path);
      if (leaf != null) {
        return new IndexedKey(name, field, path, -1, leaf);
      }
      if (parent.json().covers(1)) {
        KeyIndex text = KeyIndex.text(parent.tokens(), parent.docValue());
        return new IndexedKey(name, field, path, parent.json().maxDepth(), text);
      }
    }
    return null;
  }
}
