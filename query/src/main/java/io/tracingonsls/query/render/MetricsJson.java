// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.storage.MetricSeries;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A metric family as protobuf JSON, which Jaeger's Monitor tab reads by exact names. */
public final class MetricsJson {
  private MetricsJson() {}

  /** Which family: latencies name their quantile in the help text. */
  public record Family(String name, String help) {
    public static Family latencies(double quantile, boolean grouped) {
      return of("latencies", GoFloat.format(quantile) + "th quantile latency", grouped);
    }

    public static Family callRate(boolean grouped) {
      return of("call_rate", "calls/sec", grouped);
    }

    public static Family errorRate(boolean grouped) {
      return of(
          "error_rate", "error rate, computed as a fraction of errors/sec over calls/sec", grouped);
    }

    private static Family of(String measure, String help, boolean grouped) {
      return grouped
          ? new Family("service_operation_" + measure, help + ", grouped by service & operation")
          : new Family("service_" + measure, help + ", grouped by service");
    }
  }

  /** Writes a family; without series it has no {@code metrics}. */
  public static void write(
      OutputStream out, boolean pretty, Family family, List<MetricSeries> series)
      throws IOException {
    try (JsonGenerator json = Json.generator(out, pretty)) {
      json.writeStartObject();
      json.writeStringField("name", family.name());
      json.writeStringField("type", "GAUGE");
      json.writeStringField("help", family.help());
      if (!series.isEmpty()) {
        json.writeArrayFieldStart("metrics");
        for (MetricSeries each : series) {
          series(json, each);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
  }

  private static void series(JsonGenerator json, MetricSeries series) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("labels");
    // The UI reads the first label of a service's series without looking at its name.
    label(json, "service_name", series.service());
    if (!series.operation().isEmpty()) {
      label(json, "operation", series.operation());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("metricPoints");
    for (MetricSeries.Point point : series.points()) {
      point(json, point);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void label(JsonGenerator json, String name, String value) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("value", value);
    json.writeEndObject();
  }

  private static void point(JsonGenerator json, MetricSeries.Point point) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("gaugeValue");
    if (Double.isFinite(point.value())) {
      json.writeFieldName("doubleValue");
      json.writeNumber(GoFloat.format(point.value()));
    } else {
      json.writeStringField("doubleValue", "NaN");
    }
    json.writeEndObject();
    json.writeStringField(
        "timestamp",
        DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(point.timeMillis())));
    json.writeEndObject();
  }
}
