// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.query;

import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.SegmentReader;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The simplest segment: one map per column, built from sorted logs. */
final class MemorySegment implements SegmentReader {
  private final List<LogRecord> logs;
  private final int[] versions;
  private final Map<String, MemoryColumn> columns = new LinkedHashMap<>();
  private final Map<String, Map<String, MemoryColumn>> leaves = new HashMap<>();

  MemorySegment(List<LogRecord> logs, int[] versions) {
    this.logs = logs;
    this.versions = versions;
    for (int row = 0; row < logs.size(); row++) {
      for (Map.Entry<String, String> field : fields(logs.get(row)).entrySet()) {
        columns
            .computeIfAbsent(field.getKey(), name -> new MemoryColumn(logs.size()))
            .put(row, field.getValue());
        shred(row, field.getKey(), field.getValue());
      }
    }
  }

  private void shred(int row, String field, String value) {
    if (value.stripLeading().startsWith("{")) {
      PlainJson.leaves(value)
          .forEach((path, text) -> leaves
              .computeIfAbsent(field, name -> new LinkedHashMap<>())
              .computeIfAbsent(path, name -> new MemoryColumn(logs.size()))
              .put(row, text));
    }
  }

  /** All fields of a log as search sees them; the last of equal keys counts. */
  static Map<String, String> fields(LogRecord log) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (LogField field : log.fields()) {
      fields.put(field.key(), field.value());
    }
    fields.put("__topic__", log.topic());
    fields.put("__source__", log.source());
    log.tags().forEach(tag -> fields.put("__tag__:" + tag.key(), tag.value()));
    return fields;
  }

  @Override
  public long id() {
    return -1;
  }

  @Override
  public int rowCount() {
    return logs.size();
  }

  @Override
  public long timeSeconds(int row) {
    return logs.get(row).timeSeconds();
  }

  @Override
  public int timeNanosPart(int row) {
    return logs.get(row).timeNanosPart();
  }

  @Override
  public void timesSeconds(int fromRow, int count, long[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = timeSeconds(fromRow + i);
    }
  }

  @Override
  public int firstRowAtOrAfter(long seconds) {
    int row = 0;
    while (row < logs.size() && timeSeconds(row) < seconds) {
      row++;
    }
    return row;
  }

  @Override
  public int indexVersion(int row) {
    return versions[row];
  }

  @Override
  public int minIndexVersion() {
    return Arrays.stream(versions).min().orElse(0);
  }

  @Override
  public int maxIndexVersion() {
    return Arrays.stream(versions).max().orElse(0);
  }

  @Override
  public Collection<String> columnNames() {
    return columns.keySet();
  }

  @Override
  public ColumnReader column(String name) {
    return columns.get(name);
  }

  @Override
  public Collection<String> leafPaths(String field) {
    return leaves.getOrDefault(field, Map.of()).keySet();
  }

  @Override
  public ColumnReader leaf(String field, String path, int maxDepth) {
    if (maxDepth < 0) {
      return leaves.getOrDefault(field, Map.of()).get(path);
    }
    MemoryColumn column = new MemoryColumn(logs.size());
    for (int row = 0; row < logs.size(); row++) {
      String text = PlainJson.leaves(fields(logs.get(row)).getOrDefault(field, ""), maxDepth)
          .get(path);
      if (text != null) {
        column.put(row, text);
      }
    }
    return column;
  }

  @Override
  public LogRecord log(int row) {
    return logs.get(row);
  }
}
