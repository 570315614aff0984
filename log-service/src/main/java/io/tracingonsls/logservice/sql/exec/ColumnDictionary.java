// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.sql.exec;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.sql.vector.TextBytes;
import io.tracingonsls.logservice.sql.vector.ValueDictionary;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of a segment's column as texts, cut to what SQL may see. Only a bounded number of decoded texts is kept:
 * a column of ids would otherwise fill the memory with strings that nobody asks for again.
 */
final class ColumnDictionary extends ValueDictionary {
  private static final int MAX_TEXTS = 1 << 13;

  private final ColumnReader column;
  private final int size;
  private final int maxBytes;
  private final @Nullable String[] texts;
  private final int[] textIds;
  private final TextBytes buffer = new TextBytes();

  ColumnDictionary(ColumnReader column, int maxBytes) {
    this.column = column;
    this.maxBytes = maxBytes;
    this.size = column.valueCount();
    this.texts = new @Nullable String[Math.min(size, MAX_TEXTS)];
    this.textIds = new int[texts.length];
  }

  ColumnReader column() {
    return column;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public @Nullable Object value(int id) {
    int slot = id % texts.length;
    String text = texts[slot];
    if (text == null || textIds[slot] != id) {
      text = decoded(id);
      texts[slot] = text;
      textIds[slot] = id;
    }
    return text;
  }

  /** Unless values are cut, which may make two of them equal. */
  @Override
  public boolean isDistinct() {
    return column.maxByteLength() <= maxBytes;
  }

  @Override
  public int find(String text) {
    return column.lookup(text.getBytes(StandardCharsets.UTF_8));
  }

  private String decoded(int id) {
    if (column.byteLength(id) <= maxBytes) {
      return column.text(id);
    }
    read(id, buffer);
    return buffer.text();
  }

  @Override
  public long hexNumber(int id) {
    return maxBytes < HexCode.DIGITS ? 0 : column.hexNumber(id);
  }

  @Override
  public boolean read(int id, TextBytes out) {
    column.copy(id, out.room(column.byteLength(id)), 0);
    out.cut(maxBytes);
    return true;
  }
}
