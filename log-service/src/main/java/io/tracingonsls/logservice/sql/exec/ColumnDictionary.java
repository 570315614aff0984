// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.sql.vector.ValueDictionary;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The distinct values of a segment's column as texts, cut to what SQL may see, decoded when first asked for. */
final class ColumnDictionary extends ValueDictionary {
  private final ColumnReader column;
  private final int maxBytes;
  private final @Nullable String[] texts;

  ColumnDictionary(ColumnReader column, int maxBytes) {
    this.column = column;
    this.maxBytes = maxBytes;
    this.texts = new @Nullable String[column.valueCount()];
  }

  ColumnReader column() {
    return column;
  }

  @Override
  public int size() {
    return texts.length;
  }

  @Override
  public @Nullable Object value(int id) {
    String text = texts[id];
    if (text == null) {
      text = column.byteLength(id) <= maxBytes ? column.text(id) : cut(column.bytes(id));
      texts[id] = text;
    }
    return text;
  }

  /** At most {@code maxBytes}, cut between characters. */
  private String cut(byte[] utf8) {
    int end = maxBytes;
    while (end > 0 && (utf8[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(utf8, 0, end, StandardCharsets.UTF_8);
  }
}
