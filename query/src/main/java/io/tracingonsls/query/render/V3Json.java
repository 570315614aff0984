// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.storage.CatalogReader.Operation;
import io.tracingonsls.storage.TraceSummary;
import io.tracingonsls.storage.TraceSummary.ServiceSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Documents of {@code /api/v3}. Jaeger's UI checks them strictly, so lists are always there and every operation has a kind. */
public final class V3Json {
  private V3Json() {}

  public static byte[] services(List<String> services, boolean pretty) {
    return bytes(pretty, json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("services");
      for (String service : services) {
        json.writeString(service);
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  /** Operations; one without a kind is shown as internal, as Jaeger does. */
  public static byte[] operations(List<Operation> operations, boolean pretty) {
    return bytes(pretty, json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("operations");
      for (Operation operation : operations) {
        SpanKind kind =
            operation.kind() == SpanKind.UNSPECIFIED ? SpanKind.INTERNAL : operation.kind();
        json.writeStartObject();
        json.writeStringField("name", operation.name());
        json.writeStringField("spanKind", kind.text());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  /** Writes trace summaries; zero and empty fields are left out, except where the UI needs them. */
  public static void summaries(OutputStream out, List<TraceSummary> summaries, boolean pretty)
      throws IOException {
    try (JsonGenerator json = Json.generator(out, pretty)) {
      json.writeStartObject();
      json.writeArrayFieldStart("summaries");
      for (TraceSummary summary : summaries) {
        summary(json, summary);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void summary(JsonGenerator json, TraceSummary summary) throws IOException {
    json.writeStartObject();
    json.writeStringField("traceId", summary.traceId().toHex32());
    text(json, "rootServiceName", summary.rootService());
    text(json, "rootOperationName", summary.rootOperation());
    nanos(json, "minStartTimeUnixNano", summary.startNanos());
    nanos(json, "maxEndTimeUnixNano", summary.endNanos());
    count(json, "spanCount", summary.spanCount());
    count(json, "errorSpanCount", summary.errorSpanCount());
    count(json, "orphanSpanCount", summary.orphanSpanCount());
    if (!summary.services().isEmpty()) {
      json.writeArrayFieldStart("services");
      for (ServiceSummary service : summary.services()) {
        json.writeStartObject();
        json.writeStringField("name", service.name());
        count(json, "spanCount", service.spanCount());
        count(json, "errorSpanCount", service.errorSpanCount());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void text(JsonGenerator json, String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(name, value);
    }
  }

  private static void nanos(JsonGenerator json, String name, long value) throws IOException {
    if (value != 0) {
      json.writeStringField(name, Long.toUnsignedString(Math.max(0, value)));
    }
  }

  private static void count(JsonGenerator json, String name, int value) throws IOException {
    if (value != 0) {
      json.writeNumberField(name, value);
    }
  }

  /** An error document with the line end that Jaeger's have. */
  public static byte[] error(int code, String message) {
    byte[] body = bytes(false, json -> {
      json.writeStartObject();
      json.writeObjectFieldStart("error");
      json.writeNumberField("httpCode", code);
      json.writeStringField("message", message);
      json.writeEndObject();
      json.writeEndObject();
    });
    byte[] line = java.util.Arrays.copyOf(body, body.length + 1);
    line[body.length] = '\n';
    return line;
  }

  private static byte[] bytes(boolean pretty, LegacyEnvelope.Data document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.generator(out, pretty)) {
      document.writeTo(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
