// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

import java.util.Set;

/**
 * The full-text index over whole logs.
 *
 * @param tokens how values become terms
 * @param includeKeys fields covered; empty for all
 * @param excludeKeys fields left out; never set together with {@code includeKeys}
 */
public record LineIndex(TokenRules tokens, Set<String> includeKeys, Set<String> excludeKeys) {

  public LineIndex {
    includeKeys = Set.copyOf(includeKeys);
    excludeKeys = Set.copyOf(excludeKeys);
  }

  /** A line index over all fields. */
  public static LineIndex all(TokenRules tokens) {
    return new LineIndex(tokens, Set.of(), Set.of());
  }

  /** Whether the content field {@code key} is covered. Reserved fields ({@code __…__}, tags) never are. */
  public boolean covers(String key) {
    if (IndexConfig.isReserved(key)) {
      return false;
    }
    return includeKeys.isEmpty() ? !excludeKeys.contains(key) : includeKeys.contains(key);
  }
}
