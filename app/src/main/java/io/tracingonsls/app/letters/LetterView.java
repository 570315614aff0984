// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.app.letters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracingonsls.app.logs.TextTable;
import io.tracingonsls.storage.sls.StorageDeadLetters.Named;
import io.tracingonsls.storage.sls.layout.LayoutDetector;
import io.tracingonsls.storage.sls.layout.LogRow;
import io.tracingonsls.storage.sls.layout.SharedParts;
import io.tracingonsls.storage.sls.write.LogFields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dead letter as people and machines read it. */
final class LetterView {
  /** Columns of the list. */
  static final List<String> COLUMNS =
      List.of("id", "refused", "service", "operation", "traceID", "bytes", "reason");

  private final Named named;
  private final List<Map<String, String>> rows;

  private LetterView(Named named, List<Map<String, String>> rows) {
    this.named = named;
    this.rows = rows;
  }

  static LetterView of(Named named) {
    try {
      return new LetterView(named, LogFields.of(named.letter().logs()));
    } catch (IllegalArgumentException unreadable) {
      return new LetterView(named, List.of());
    }
  }

  /** One line of the list, by column. */
  Map<String, String> line() {
    Map<String, String> line = new LinkedHashMap<>();
    line.put("id", named.id());
    line.put("refused", refused());
    LogRow row = rows.isEmpty() ? null : LogRow.of(rows.get(0));
    span(row, line);
    line.put("bytes", Integer.toString(named.letter().logs().length()));
    line.put("reason", named.letter().reason());
    return line;
  }

  private static void span(@Nullable LogRow row, Map<String, String> line) {
    var span = row == null ? null : LayoutDetector.decode(row, new SharedParts());
    line.put("service", span == null ? "" : span.resource().serviceName());
    line.put("operation", span == null ? "" : span.span().name());
    line.put("traceID", span == null ? "" : span.span().traceId().toString());
  }

  private String refused() {
    long millis = named.letter().refusedMillis();
    return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
  }

  /** One JSON object; {@code whole} adds every field of the rows. */
  String json(ObjectMapper json, boolean whole) throws JsonProcessingException {
    Map<String, Object> object = new LinkedHashMap<>(line());
    object.put("bytes", named.letter().logs().length());
    object.put("logstore", named.logstore());
    if (whole) {
      object.put("rows", rows);
    }
    return json.writeValueAsString(object);
  }

  /** Every field of the rows, one a line, below a heading. */
  String text() {
    StringBuilder text = new StringBuilder();
    Map<String, String> line = line();
    text.append(line.get("id")).append("  ").append(line.get("refused")).append('\n');
    text.append("reason: ").append(printable(line.getOrDefault("reason", ""))).append('\n');
    for (Map<String, String> row : rows) {
      row.forEach((name, value) -> text.append("  ")
          .append(printable(name))
          .append(": ")
          .append(printable(value))
          .append('\n'));
    }
    return text.toString();
  }

  private static String printable(String text) {
    return TextTable.printable(text);
  }
}
