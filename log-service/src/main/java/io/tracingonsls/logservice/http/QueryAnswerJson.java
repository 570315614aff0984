// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.logservice.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.logservice.query.ContextAnswer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the answers of GetLogs. */
final class QueryAnswerJson {
  private QueryAnswerJson() {}

  /** {@code {"meta":{…},"data":[…]}}. */
  static byte[] withMeta(QueryOutcome outcome, boolean powerSql) {
    return write(json -> {
      json.writeStartObject();
      json.writeFieldName("meta");
      writeMeta(json, outcome, powerSql);
      json.writeFieldName("data");
      writeRows(json, outcome.rows());
      json.writeEndObject();
    });
  }

  /** Only the rows, as the older form of the call answers. */
  static byte[] rowsOnly(QueryOutcome outcome) {
    return write(json -> writeRows(json, outcome.rows()));
  }

  /** The meta data on one line of ASCII, as the older form has it in a header. */
  static String metaLine(QueryOutcome outcome) {
    return new String(
        write(json -> {
          json.setHighestNonEscapedChar(127);
          writeMeta(json, outcome, false);
        }),
        StandardCharsets.US_ASCII);
  }

  /** The logs around one, each numbered by how far it is from that. */
  static byte[] context(ContextAnswer answer, boolean complete) {
    int total = answer.lines().size();
    return write(json -> {
      json.writeStartObject();
      json.writeStringField("progress", complete ? "Complete" : "Incomplete");
      json.writeNumberField("total_lines", total);
      json.writeNumberField("back_lines", Math.max(0, answer.start()));
      json.writeNumberField("forward_lines", Math.max(0, total - 1 - answer.start()));
      json.writeFieldName("logs");
      List<Map<String, String>> rows = new ArrayList<>(total);
      for (int i = 0; i < total; i++) {
        ContextAnswer.Line line = answer.lines().get(i);
        Map<String, String> row = QueryOutcome.row(line.log());
        row.put(ContextAnswer.PACK_META, line.packMeta());
        row.put("__index_number__", Integer.toString(i - answer.start()));
        rows.add(row);
      }
      writeRows(json, rows);
      json.writeEndObject();
    });
  }

  private interface Writing {
    void to(JsonGenerator json) throws IOException;
  }

  private static byte[] write(Writing writing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }

  private static void writeMeta(JsonGenerator json, QueryOutcome outcome, boolean powerSql)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("progress", outcome.progress());
    json.writeNumberField("count", outcome.rows().size());
    json.writeStringField("aggQuery", outcome.aggQuery());
    json.writeStringField("whereQuery", outcome.whereQuery());
    json.writeBooleanField("hasSQL", outcome.sql());
    json.writeNumberField("processedRows", outcome.processedRows());
    json.writeNumberField("processedBytes", outcome.processedBytes());
    json.writeNumberField("elapsedMillisecond", outcome.elapsedMillis());
    json.writeNumberField("limited", outcome.limited());
    json.writeNumberField("cpuSec", outcome.elapsedMillis() / 1000.0);
    json.writeNumberField("cpuCores", 1.0);
    json.writeStringField("telementryType", "");
    json.writeBooleanField("powerSql", powerSql);
    json.writeStringField("insertedSQL", "");
    json.writeNumberField("mode", 0);
    json.writeBooleanField("isAccurate", true);
    json.writeNumberField("scanBytes", 0);
    writeTexts(json, "keys", outcome.keys());
    json.writeArrayFieldStart("terms");
    for (var term : outcome.terms()) {
      json.writeStartObject();
      json.writeStringField("key", term.key());
      json.writeStringField("term", term.term());
      json.writeEndObject();
    }
    json.writeEndArray();
    writeTexts(json, "columnTypes", outcome.columnTypes());
    writeTexts(json, "highlights", List.of());
    json.writeEndObject();
  }

  private static void writeTexts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void writeRows(JsonGenerator json, List<Map<String, String>> rows)
      throws IOException {
    json.writeStartArray();
    for (Map<String, String> row : rows) {
      json.writeStartObject();
      for (Map.Entry<String, String> cell : row.entrySet()) {
        json.writeStringField(cell.getKey(), cell.getValue());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
