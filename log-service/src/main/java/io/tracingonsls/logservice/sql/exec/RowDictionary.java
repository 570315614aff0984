// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.RowTexts;
import io.tracingonsls.logservice.sql.vector.TextBytes;
import io.tracingonsls.logservice.sql.vector.ValueDictionary;
import org.jspecify.annotations.Nullable;

/** Row numbers as ids of their texts, cut to what SQL may see: for few rows of a field whose distinct values are dear to find. */
final class RowDictionary extends ValueDictionary {
  private final RowTexts texts;
  private final int rowCount;
  private final int maxBytes;
  private final TextBytes buffer = new TextBytes();
  private int lastRow = -1;
  private @Nullable String lastText;

  RowDictionary(RowTexts texts, int rowCount, int maxBytes) {
    this.texts = texts;
    this.rowCount = rowCount;
    this.maxBytes = maxBytes;
  }

  /** The ids of rows: their numbers, -1 for those without the field. */
  int[] ids(int[] rows, int count) {
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = texts.has(rows[i]) ? rows[i] : -1;
    }
    return ids;
  }

  @Override
  public int size() {
    return rowCount;
  }

  @Override
  public @Nullable Object value(int row) {
    if (row != lastRow) {
      String text = texts.text(row);
      lastText = text == null || text.length() * 3L <= maxBytes ? text : cut(text);
      lastRow = row;
    }
    return lastText;
  }

  private String cut(String text) {
    buffer.set(text);
    buffer.cut(maxBytes);
    return buffer.text();
  }
}
