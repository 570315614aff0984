// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import org.jspecify.annotations.Nullable;

/**
 * An attribute's key as it begins a member of a JSON object, and what searches make of it. Keys are few and each comes with every span, so
 * those used last stay in one table of the process, of at most two megabytes; of two that meet in a slot the later one stays. Thread-safe
 * without locks: an entry is immutable, and whoever sees an older one only makes it once more.
 */
final class JsonKey {
  private static final int SLOTS = 4096;
  private static final int MAX_KEPT_CHARS = 100;
  private static final @Nullable JsonKey[] KEPT = new @Nullable JsonKey[SLOTS];

  private final String text;
  private final byte[] member;
  private final boolean pathSafe;

  private JsonKey(String text) {
    this.text = text;
    this.member = new RowBytes(text.length() + 3).jsonString(text).put(':').toByteArray();
    this.pathSafe = FindLines.isPathSafe(text);
  }

  static JsonKey of(String text) {
    int hash = text.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    JsonKey known = KEPT[slot];
    if (known != null && known.text.equals(text)) {
      return known;
    }
    JsonKey made = new JsonKey(text);
    if (text.length() <= MAX_KEPT_CHARS) {
      KEPT[slot] = made;
    }
    return made;
  }

  /** Writes the key with its quotes and the colon. */
  RowBytes writeTo(RowBytes json) {
    return json.put(member);
  }

  /** See {@link FindLines#isPathSafe}. */
  boolean isPathSafe() {
    return pathSafe;
  }
}
