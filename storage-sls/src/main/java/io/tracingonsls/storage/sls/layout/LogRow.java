// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.storage.sls.layout;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One log as a search gives it: field names and texts. The map belongs to the row and must not change. */
public record LogRow(Map<String, String> fields) {
  /** The text that Log Service and some writers put where there is no value. */
  static final String NULL = "null";

  /** The field's text; empty when the field is missing or says {@code null}. */
  public String text(String name) {
    String value = fields.get(name);
    return value == null || value.equals(NULL) ? "" : value;
  }

  /** The field as it is, or null when missing. */
  public @Nullable String raw(String name) {
    return fields.get(name);
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }
}
