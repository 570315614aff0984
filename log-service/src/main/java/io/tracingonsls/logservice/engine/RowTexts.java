// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine;

import org.jspecify.annotations.Nullable;

/** The texts of one field, row by row. Thread-safe. */
public interface RowTexts {
  /** Whether the row has the field. */
  boolean has(int row);

  /** The row's text, or null when it has none. */
  @Nullable
  String text(int row);
}
