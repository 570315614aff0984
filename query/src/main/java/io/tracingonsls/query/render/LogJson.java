// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.storage.LogQuery.HistogramBucket;
import io.tracingonsls.storage.LogQuery.LogResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Answers of the log API. All values of rows are text, as the store gives them. */
public final class LogJson {
  private LogJson() {}

  /** {@code {"columns":[…],"types":[…],"rows":[{…}],"complete":true}}. */
  public static byte[] result(LogResult result, boolean pretty) {
    return document(pretty, json -> {
      json.writeStartObject();
      strings(json, "columns", result.columns());
      strings(json, "types", result.types());
      json.writeArrayFieldStart("rows");
      for (Map<String, String> row : result.rows()) {
        json.writeStartObject();
        for (Map.Entry<String, String> field : row.entrySet()) {
          json.writeStringField(field.getKey(), field.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeBooleanField("complete", result.complete());
      json.writeEndObject();
    });
  }

  /** {@code {"buckets":[{"from":…,"to":…,"count":…}],"complete":true}}. */
  public static byte[] histogram(List<HistogramBucket> buckets, boolean pretty) {
    return document(pretty, json -> {
      boolean complete = true;
      json.writeStartObject();
      json.writeArrayFieldStart("buckets");
      for (HistogramBucket bucket : buckets) {
        json.writeStartObject();
        json.writeNumberField("from", bucket.fromSeconds());
        json.writeNumberField("to", bucket.toSeconds());
        json.writeNumberField("count", bucket.count());
        json.writeEndObject();
        complete &= bucket.complete();
      }
      json.writeEndArray();
      json.writeBooleanField("complete", complete);
      json.writeEndObject();
    });
  }

  private static void strings(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static byte[] document(boolean pretty, LegacyEnvelope.Data data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 << 10);
    try (JsonGenerator json = Json.generator(out, pretty)) {
      data.writeTo(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
