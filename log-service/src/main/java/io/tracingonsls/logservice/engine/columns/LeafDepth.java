// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.SegmentReader;
import io.tracingonsls.logservice.engine.ingest.JsonShredder;
import io.tracingonsls.logservice.engine.ingest.LeafKind;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How deep in a JSON object a leaf may lie to count. A path does not tell how deep its leaf lies, as member names may have dots
 * themselves; the templates of the values do, and the values that were stored whole.
 *
 * @param path the leaf
 * @param max deepest level, 1 for a member of the object itself; negative when there is no limit that the path could exceed
 */
record LeafDepth(String path, int max) {
  /** A limit that no leaf of the path can exceed is none. */
  static LeafDepth of(String path, int max) {
    long deepest = 1 + path.chars().filter(c -> c == '.').count();
    return new LeafDepth(path, max >= deepest ? SegmentReader.ANY_DEPTH : max);
  }

  /** Asks for each leaf of the shredded value that has the path and is not too deep, in order. */
  void forEachAllowed(JsonShredder shredder, IntConsumer visitor) {
    for (int i = 0; i < shredder.leafCount(); i++) {
      if (shredder.kind(i) != LeafKind.OPAQUE
          && shredder.leafPath(i).equals(path)
          && (max < 0 || shredder.leafDepth(i) <= max)) {
        visitor.accept(i);
      }
    }
  }

  /** The rows of the stored leaf in which it lies high enough; null when there are none. */
  @Nullable
  ColumnReader apply(ColumnSegment segment, String field, ColumnReader stored) {
    if (max < 0) {
      return stored;
    }
    HeapColumn.Builder builder = new HeapColumn.Builder(segment.rowCount());
    addShredded(segment.stored(ColumnKey.of(ColumnKind.TEMPLATE, field)), stored, builder);
    addWhole(segment.stored(ColumnKey.of(ColumnKind.FIELD, field)), builder);
    return builder.isEmpty() ? null : builder.build();
  }

  private void addShredded(
      @Nullable ColumnReader templates, ColumnReader stored, HeapColumn.Builder builder) {
    boolean[] allowed = new boolean[templates == null ? 0 : templates.valueCount()];
    JsonShredder shredder = new JsonShredder();
    for (int id = 0; templates != null && id < allowed.length; id++) {
      byte[] template = templates.bytes(id);
      shredder.shredTemplate(template, 0, template.length);
      int number = id;
      forEachAllowed(shredder, leaf -> allowed[number] = true);
    }
    int[] newIds = new int[stored.valueCount()];
    for (int row = 0; templates != null && row < builder.rowCount(); row++) {
      int template = templates.id(row);
      int id = template >= 0 && allowed[template] ? stored.id(row) : -1;
      if (id >= 0) {
        newIds[id] = newIds[id] == 0 ? 1 + builder.add(stored.bytes(id)) : newIds[id];
        builder.setId(row, newIds[id] - 1);
      }
    }
  }

  /** Values without a template, broken or with a path twice. */
  private void addWhole(@Nullable ColumnReader values, HeapColumn.Builder builder) {
    int[] newIds = new int[values == null ? 0 : values.valueCount()];
    JsonShredder shredder = new JsonShredder();
    for (int id = 0; values != null && id < newIds.length; id++) {
      byte[] value = values.bytes(id);
      shredder.shred(value, 0, value.length, true);
      int number = id;
      forEachAllowed(shredder, leaf -> newIds[number] = 1 + builder.add(shredder.leafValue(leaf)));
    }
    for (int row = 0; values != null && row < builder.rowCount(); row++) {
      int id = values.id(row);
      if (id >= 0 && newIds[id] > 0) {
        builder.setId(row, newIds[id] - 1);
      }
    }
  }
}
