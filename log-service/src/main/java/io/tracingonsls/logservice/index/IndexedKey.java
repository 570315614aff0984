// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.index;

/**
 * A key that a query may name, resolved against an index configuration.
 *
 * @param name the full name as written in a query, e.g. {@code attribute.http.method}
 * @param field the stored field that holds it, e.g. {@code attribute}
 * @param path the path inside the field's JSON object, e.g. {@code http.method}; empty for the field itself
 * @param maxDepth deepest level of the JSON object at which the leaf is indexed, 1 for a member of the object itself; -1 for any
 * @param index its index
 */
public record IndexedKey(String name, String field, String path, int maxDepth, KeyIndex index) {
  /** A field. */
  static IndexedKey field(String name, String field, KeyIndex index) {
    return new IndexedKey(name, field, "", -1, index);
  }

  /** Whether the key is a leaf inside a JSON field. */
  public boolean isLeaf() {
    return !path.isEmpty();
  }
}
