// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.ingest.JsonShredder;
import io.tracingonsls.logservice.engine.ingest.LeafKind;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The templates of one field's JSON values and the columns that hold their leaves. Thread-safe. */
final class TemplateSet {
  private final ColumnSegment segment;
  private final String field;
  private final ColumnReader templates;
  private final Map<Integer, Template> byId = new ConcurrentHashMap<>();
  private final Map<ColumnKey, ColumnReader> leaves = new ConcurrentHashMap<>();

  TemplateSet(ColumnSegment segment, String field, ColumnReader templates) {
    this.segment = segment;
    this.field = field;
    this.templates = templates;
  }

  /** Id of the row's template, or -1. */
  int template(int row) {
    return templates.id(row);
  }

  /** Id of a template, or -1. */
  int find(byte[] template) {
    return templates.lookup(template);
  }

  /** Number of templates. */
  int size() {
    return templates.valueCount();
  }

  /** The text of a row that has a template. */
  String text(int row) {
    Template template = get(templates.id(row));
    return JsonShredder.fill(template.bytes(), (leaf, out) -> {
      ColumnReader column = template.leaves()[leaf];
      int id = column.id(row);
      if (id < 0) {
        throw new MalformedBytesException("template: a leaf without value");
      }
      int length = column.byteLength(id);
      column.copy(id, out.reserve(length), out.size());
      out.advance(length);
    });
  }

  Template get(int id) {
    return byId.computeIfAbsent(id, this::load);
  }

  private Template load(int id) {
    byte[] bytes = templates.bytes(id);
    JsonShredder shredder = new JsonShredder();
    shredder.shredTemplate(bytes, 0, bytes.length);
    ColumnReader[] columns = new ColumnReader[shredder.leafCount()];
    for (int i = 0; i < columns.length; i++) {
      ColumnKind kind = shredder.kind(i) == LeafKind.OPAQUE ? ColumnKind.OPAQUE : ColumnKind.LEAF;
      columns[i] = leaf(new ColumnKey(kind, field, shredder.leafPath(i)));
    }
    return new Template(bytes, columns);
  }

  private ColumnReader leaf(ColumnKey key) {
    ColumnReader known = leaves.get(key);
    if (known == null) {
      known = stored(key);
      leaves.put(key, known);
    }
    return known;
  }

  private ColumnReader stored(ColumnKey key) {
    @Nullable ColumnReader column = segment.stored(key);
    if (column == null) {
      throw new MalformedBytesException("template: a leaf without column");
    }
    return column;
  }

  /** A template and the columns of its leaves, in order. */
  @SuppressWarnings("ArrayRecordComponent") // internal, never compared
  record Template(byte[] bytes, ColumnReader[] leaves) {}
}
