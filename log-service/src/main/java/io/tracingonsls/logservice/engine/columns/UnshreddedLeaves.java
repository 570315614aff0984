// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.ingest.JsonShredder;
import io.tracingonsls.logservice.engine.ingest.LeafKind;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves of values that were stored whole because the segment had no room for more columns: parsed when asked for. */
final class UnshreddedLeaves {
  private final ColumnSegment segment;
  private final String field;
  private final JsonShredder shredder = new JsonShredder();

  UnshreddedLeaves(ColumnSegment segment, String field) {
    this.segment = segment;
    this.field = field;
  }

  Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    forEachValue((row, value, offset, length) -> {
      shredder.shred(value, offset, length, true);
      for (int i = 0; i < shredder.leafCount(); i++) {
        if (shredder.kind(i) != LeafKind.OPAQUE) {
          paths.add(shredder.leafPath(i));
        }
      }
    });
    return paths;
  }

  @Nullable
  ColumnReader leaf(LeafDepth limit, @Nullable ColumnReader stored) {
    HeapColumn.Builder builder = new HeapColumn.Builder(segment.rowCount());
    forEachValue((row, value, offset, length) -> {
      shredder.shred(value, offset, length, true);
      limit.forEachAllowed(
          shredder,
          leaf -> builder.set(
              row, shredder.leafBytes(leaf), shredder.leafStart(leaf), shredder.leafLength(leaf)));
    });
    if (builder.isEmpty()) {
      return stored;
    }
    for (int row = 0; stored != null && row < segment.rowCount(); row++) {
      int id = stored.id(row);
      if (id >= 0) {
        byte[] value = stored.bytes(id);
        builder.set(row, value, 0, value.length);
      }
    }
    return builder.build();
  }

  private void forEachValue(ExtraFields.Visitor visitor) {
    ColumnReader overflow = segment.stored(ColumnKey.of(ColumnKind.OVERFLOW, field));
    for (int row = 0; overflow != null && row < segment.rowCount(); row++) {
      int id = overflow.id(row);
      if (id >= 0) {
        byte[] value = overflow.bytes(id);
        visitor.visit(row, value, 0, value.length);
      }
    }
    if (segment.stored(ColumnKey.EXTRAS) != null) {
      new ExtraFields(segment)
          .forEach(field, new PresenceOf(segment, field), (row, value, offset, length) -> {
            if (length > 0 && value[offset] == '{') {
              visitor.visit(row, value, offset, length);
            }
          });
    }
  }

  /** Just enough of a column to say whether a row has a stored value of the field. */
  private static final class PresenceOf extends TextColumn {
    private final FieldText text;

    PresenceOf(ColumnSegment segment, String field) {
      super(segment.rowCount());
      this.text = new FieldText(segment, field);
    }

    @Override
    public int valueCount() {
      return 1;
    }

    @Override
    public int id(int row) {
      return text.has(row) ? 0 : -1;
    }

    @Override
    public void ids(int fromRow, int count, int[] out) {
      for (int i = 0; i < count; i++) {
        out[i] = id(fromRow + i);
      }
    }

    @Override
    public int lookup(byte[] utf8) {
      return -1;
    }

    @Override
    public byte[] bytes(int id) {
      return "".getBytes(UTF_8);
    }

    @Override
    public int maxByteLength() {
      return 0;
    }
  }
}
