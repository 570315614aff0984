// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.columns;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.bytes.ByteSource;
import io.tracingonsls.logservice.engine.bytes.MalformedBytesException;
import io.tracingonsls.logservice.engine.ingest.GroupHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts whole logs together again. Keeps the readers it opened; thread-safe. */
final class LogAssembler {
  private final ColumnSegment segment;
  private final @Nullable ColumnReader shapes;
  private final @Nullable ColumnReader extras;
  private final Map<Integer, LogShape> shapeById = new ConcurrentHashMap<>();
  private final Map<String, FieldText> fields = new ConcurrentHashMap<>();

  LogAssembler(ColumnSegment segment) {
    this.segment = segment;
    this.shapes = segment.stored(ColumnKey.SHAPE);
    this.extras = segment.stored(ColumnKey.EXTRAS);
  }

  LogRecord log(int row) {
    GroupTable groups = segment.groups();
    GroupHeader header = groups.header(groups.groupOfRank(segment.rank(row)));
    return new LogRecord(
        segment.timeSeconds(row),
        segment.timeNanosPart(row),
        header.topic(),
        header.source(),
        header.tags(),
        fieldsOf(row));
  }

  private List<LogField> fieldsOf(int row) {
    LogShape shape = shape(row);
    if (shape == null) {
      return List.of();
    }
    List<LogField> result = new ArrayList<>(shape.names().size());
    ByteSource extra = extraValues(row);
    for (int i = 0; i < shape.names().size(); i++) {
      String name = shape.names().get(i);
      result.add(new LogField(name, shape.isExtra(i) ? extra.text() : value(name, row)));
    }
    return result;
  }

  private String value(String name, int row) {
    String value = texts(name).text(row);
    if (value == null) {
      throw new MalformedBytesException("log: a field without value");
    }
    return value;
  }

  /** The texts of a field, of rows that keep it elsewhere than among the extras. */
  FieldText texts(String name) {
    return fields.computeIfAbsent(name, n -> new FieldText(segment, n));
  }

  @Nullable
  LogShape shape(int row) {
    int id = shapes == null ? -1 : shapes.id(row);
    if (shapes == null || id < 0) {
      return null;
    }
    ColumnReader known = shapes;
    return shapeById.computeIfAbsent(id, i -> LogShape.decode(known.bytes(i)));
  }

  ByteSource extraValues(int row) {
    int id = extras == null ? -1 : extras.id(row);
    return new ByteSource(extras == null || id < 0 ? new byte[0] : extras.bytes(id));
  }
}
