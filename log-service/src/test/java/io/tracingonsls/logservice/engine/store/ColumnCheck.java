// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.logservice.engine.ColumnReader;
import io.tracingonsls.logservice.engine.LogField;
import io.tracingonsls.logservice.engine.LogRecord;
import io.tracingonsls.logservice.engine.NumberView;
import io.tracingonsls.logservice.engine.SegmentReader;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Compares every column of a segment with what a naive reading of its logs says. */
final class ColumnCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern NO_WORD = Pattern.compile("[^a-zA-Z0-9]");

  private ColumnCheck() {}

  static void check(SegmentReader segment) {
    List<LogRecord> logs = new ArrayList<>();
    for (int row = 0; row < segment.rowCount(); row++) {
      logs.add(segment.log(row));
      assertThat(segment.timeSeconds(row)).isEqualTo(logs.get(row).timeSeconds());
      assertThat(segment.timeNanosPart(row)).isEqualTo(logs.get(row).timeNanosPart());
    }
    Map<String, String[]> expected = columns(logs);
    assertThat(segment.columnNames()).containsAll(expected.keySet());
    for (String name : segment.columnNames()) {
      check(name, segment.column(name), expected.getOrDefault(name, new String[logs.size()]));
    }
    checkLeaves(segment, logs);
    assertThat(segment.column("no such field")).isNull();
  }

  private static Map<String, String[]> columns(List<LogRecord> logs) {
    Map<String, String[]> columns = new LinkedHashMap<>();
    for (int row = 0; row < logs.size(); row++) {
      LogRecord log = logs.get(row);
      for (LogField field : log.fields()) {
        put(columns, field.key(), row, logs.size(), field.value());
      }
      put(columns, "__topic__", row, logs.size(), log.topic());
      put(columns, "__source__", row, logs.size(), log.source());
      for (LogField tag : log.tags()) {
        put(columns, "__tag__:" + tag.key(), row, logs.size(), tag.value());
      }
    }
    return columns;
  }

  private static void put(
      Map<String, String[]> columns, String name, int row, int rows, String value) {
    columns.computeIfAbsent(name, n -> new String[rows])[row] = value;
  }

  private static void check(String name, ColumnReader column, String[] expected) {
    int[] ids = new int[expected.length];
    column.ids(0, ids.length, ids);
    Map<Integer, List<Integer>> rows = new HashMap<>();
    int present = 0;
    for (int row = 0; row < ids.length; row++) {
      assertThat(column.id(row)).isEqualTo(ids[row]);
      assertThat(ids[row] < 0 ? null : column.text(ids[row]))
          .as("%s in row %s", name, row)
          .isEqualTo(expected[row]);
      if (ids[row] >= 0) {
        rows.computeIfAbsent(ids[row], id -> new ArrayList<>()).add(row);
        present++;
      }
    }
    assertThat(column.presentCount()).as(name).isEqualTo(present);
    int[] counts = column.rowCounts();
    for (int id = 0; id < counts.length; id++) {
      assertThat(counts[id]).as(name).isEqualTo(rows.getOrDefault(id, List.of()).size());
    }
    assertThat(counts).as(name).hasSize(column.valueCount());
    rows.forEach((id, at) -> checkValue(column, id, at));
    assertThat(column.lookup("no such value".getBytes(UTF_8))).isEqualTo(-1);
  }

  private static void checkValue(ColumnReader column, int id, List<Integer> rows) {
    byte[] bytes = column.bytes(id);
    String text = new String(bytes, UTF_8);
    assertThat(column.lookup(bytes)).as(text).isEqualTo(id);
    assertThat(column.rows(id))
        .as(text)
        .containsExactly(rows.stream().mapToInt(Integer::intValue).toArray());
    assertThat(column.byteLength(id)).isEqualTo(bytes.length);
    byte[] copy = new byte[column.maxByteLength() + 1];
    assertThat(column.copy(id, copy, 1)).isEqualTo(bytes.length);
    assertThat(new String(copy, 1, bytes.length, UTF_8)).isEqualTo(text);
    NumberView numbers = column.numbers();
    boolean isLong = text.matches("[+-]?[0-9]+") && fits(text);
    boolean isNumber = isLong || text.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    assertThat(numbers.isLong(id)).as(text).isEqualTo(isLong);
    assertThat(numbers.asLong(id)).as(text).isEqualTo(isLong ? Long.parseLong(text) : 0);
    assertThat(numbers.asDouble(id)).as(text).isEqualTo(expectedDouble(text, isLong, isNumber));
    for (String word : NO_WORD.split(text, -1)) {
      assertThat(column.mayContainWord(word)).as(word).isTrue();
    }
  }

  private static Double expectedDouble(String text, boolean isLong, boolean isNumber) {
    return isLong
        ? Double.valueOf((double) Long.parseLong(text))
        : Double.valueOf(isNumber ? text : "NaN");
  }

  private static boolean fits(String text) {
    return new BigInteger(text).bitLength() < Long.SIZE;
  }

  private static void checkLeaves(SegmentReader segment, List<LogRecord> logs) {
    Map<String, String[]> expected = new LinkedHashMap<>();
    boolean[] parsed = new boolean[logs.size()];
    for (int row = 0; row < logs.size(); row++) {
      String value = null;
      for (LogField field : logs.get(row).fields()) {
        value = field.key().equals("attribute") ? field.value() : value;
      }
      JsonNode json = value == null ? null : parse(value);
      parsed[row] = value == null || (json != null && json.isObject());
      if (json != null && json.isObject()) {
        leaves("", json, row, logs.size(), expected);
      }
    }
    assertThat(segment.leafPaths("attribute")).containsAll(expected.keySet());
    expected.forEach((path, values) -> {
      ColumnReader leaf = segment.leaf("attribute", path);
      for (int row = 0; row < values.length; row++) {
        if (parsed[row]) {
          int id = leaf.id(row);
          assertThat(id < 0 ? null : leaf.text(id))
              .as("%s in row %s", path, row)
              .isEqualTo(values[row]);
        }
      }
    });
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      return null;
    }
  }

  private static void leaves(
      String prefix, JsonNode object, int row, int rows, Map<String, String[]> out) {
    object.properties().forEach(member -> {
      JsonNode value = member.getValue();
      String path = prefix + member.getKey();
      if (value.isObject()) {
        leaves(path + ".", value, row, rows, out);
      } else if (!value.isArray() && !value.isNull()) {
        put(out, path, row, rows, value.asText());
      }
    });
  }
}
