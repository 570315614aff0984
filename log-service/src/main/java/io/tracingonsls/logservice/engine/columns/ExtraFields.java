// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields that found no column of their own. Slow and complete: every row with extras is visited. */
final class ExtraFields {
  private final ColumnSegment segment;
  private final LogAssembler logs;

  ExtraFields(ColumnSegment segment) {
    this.segment = segment;
    this.logs = new LogAssembler(segment);
  }

  Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    ColumnReader shapes = segment.stored(ColumnKey.SHAPE);
    for (int id = 0; shapes != null && id < shapes.valueCount(); id++) {
      LogShape shape = LogShape.decode(shapes.bytes(id));
      for (int i = 0; i < shape.names().size(); i++) {
        if (shape.isExtra(i)) {
          names.add(shape.names().get(i));
        }
      }
    }
    return names;
  }

  /** The stored column completed by the extras of rows that have no stored value; the last of several extras counts. */
  @Nullable
  ColumnReader field(String name, @Nullable ColumnReader stored) {
    if (!names().contains(name)) {
      return stored;
    }
    HeapColumn.Builder builder = new HeapColumn.Builder(segment.rowCount());
    forEach(name, stored, builder::set);
    if (stored == null) {
      return builder.isEmpty() ? null : builder.build();
    }
    for (int row = 0; row < segment.rowCount(); row++) {
      int id = stored.id(row);
      if (id >= 0) {
        byte[] value = stored.bytes(id);
        builder.set(row, value, 0, value.length);
      }
    }
    return builder.build();
  }

  /** Visits the values of a field that are found only among the extras. */
  void forEach(String name, @Nullable ColumnReader stored, Visitor visitor) {
    for (int row = 0; row < segment.rowCount(); row++) {
      if (stored == null || stored.id(row) < 0) {
        byte[] value = last(name, row);
        if (value != null) {
          visitor.visit(row, value, 0, value.length);
        }
      }
    }
  }

  private byte @Nullable [] last(String name, int row) {
    LogShape shape = logs.shape(row);
    if (shape == null || shape.extras().isEmpty()) {
      return null;
    }
    ByteSource values = logs.extraValues(row);
    byte[] found = null;
    for (int i = 0; i < shape.names().size(); i++) {
      if (shape.isExtra(i)) {
        byte[] value = values.block();
        found = shape.names().get(i).equals(name) ? value : found;
      }
    }
    return found;
  }

  /** Receives a row's value. */
  @FunctionalInterface
  interface Visitor {
    void visit(int row, byte[] value, int offset, int length);
  }
}
