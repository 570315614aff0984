// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The index of one field.
 *
 * @param type how values are compared
 * @param tokens how values become terms (text and json; ignored for numbers)
 * @param docValue whether SQL sees the field
 * @param alias a second name in SQL; empty for none
 * @param json what is indexed inside a JSON object; {@link JsonIndex#NONE} unless the type is json
 */
public record KeyIndex(
    KeyType type, TokenRules tokens, boolean docValue, String alias, JsonIndex json) {

  /** A text field. */
  public static KeyIndex text(TokenRules tokens, boolean docValue) {
    return new KeyIndex(KeyType.TEXT, tokens, docValue, "", JsonIndex.NONE);
  }

  /** A long or double field. */
  public static KeyIndex number(KeyType type, boolean docValue) {
    return new KeyIndex(type, TokenRules.EXACT, docValue, "", JsonIndex.NONE);
  }

  /** A json field. */
  public static KeyIndex json(TokenRules tokens, boolean docValue, JsonIndex json) {
    return new KeyIndex(KeyType.JSON, tokens, docValue, "", json);
  }

  /** The same index with another alias. */
  public KeyIndex withAlias(String other) {
    return new KeyIndex(type, tokens, docValue, other, json);
  }

  /**
   * What is indexed inside a JSON object.
   *
   * @param indexAll whether every leaf is a text key without being listed
   * @param maxDepth deepest level that {@code indexAll} reaches, 1 for the members of the object itself; -1 for no limit
   * @param keys listed leaves by path (dots between levels), in the order given
   */
  public record JsonIndex(boolean indexAll, int maxDepth, Map<String, KeyIndex> keys) {
    public static final JsonIndex NONE = new JsonIndex(false, -1, Map.of());

    public JsonIndex {
      keys = Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    }

    /** Whether a leaf at {@code depth} (1 = member of the object itself) is covered by {@code indexAll}. */
    public boolean covers(int depth) {
      return indexAll && (maxDepth < 0 || depth <= maxDepth);
    }
  }
}
