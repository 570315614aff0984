// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage;

import java.util.List;

/** Completions for search forms. Best effort: recent and frequent ones. Blocking, thread-safe. */
public interface TagSuggestions {
  /** Attribute keys that start with the prefix, most frequent first. */
  List<String> keys(String prefix, ReadContext context);

  /** Values of a key that start with the prefix, most frequent first. */
  List<String> values(String key, String prefix, ReadContext context);
}
