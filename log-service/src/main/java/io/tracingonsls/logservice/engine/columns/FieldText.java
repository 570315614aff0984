// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.RowTexts;
import org.jspecify.annotations.Nullable;

/** The text of one field by row, from wherever the value was put: as it is, or as template and leaves. Thread-safe. */
final class FieldText implements RowTexts {
  private final @Nullable ColumnReader plain;
  private final @Nullable ColumnReader overflow;
  private final @Nullable TemplateSet templates;

  FieldText(ColumnSegment segment, String name) {
    this.plain = segment.stored(ColumnKey.of(ColumnKind.FIELD, name));
    this.overflow = segment.stored(ColumnKey.of(ColumnKind.OVERFLOW, name));
    ColumnReader column = segment.stored(ColumnKey.of(ColumnKind.TEMPLATE, name));
    this.templates = column == null ? null : new TemplateSet(segment, name, column);
  }

  @Override
  public boolean has(int row) {
    return (plain != null && plain.id(row) >= 0)
        || (templates != null && templates.template(row) >= 0)
        || (overflow != null && overflow.id(row) >= 0);
  }

  @Override
  public @Nullable String text(int row) {
    String value = of(plain, row);
    if (value == null && templates != null && templates.template(row) >= 0) {
      return templates.text(row);
    }
    return value == null ? of(overflow, row) : value;
  }

  private static @Nullable String of(@Nullable ColumnReader column, int row) {
    int id = column == null ? -1 : column.id(row);
    return column == null || id < 0 ? null : column.text(id);
  }

  /** A column of all the field's texts, for the rare case that the same text can be stored in two ways. */
  static ColumnReader merge(ColumnSegment segment, String name) {
    FieldText text = new FieldText(segment, name);
    HeapColumn.Builder builder = new HeapColumn.Builder(segment.rowCount());
    for (int row = 0; row < segment.rowCount(); row++) {
      String value = text.text(row);
      if (value != null) {
        byte[] bytes = value.getBytes(UTF_8);
        builder.set(row, bytes, 0, bytes.length);
      }
    }
    return builder.build();
  }
}
