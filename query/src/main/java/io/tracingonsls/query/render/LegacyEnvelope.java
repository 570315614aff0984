// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.render;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The envelope of Jaeger's legacy API: {@code {"data":…,"total":0,"limit":0,"offset":0,"errors":null}}. */
public final class LegacyEnvelope {
  private LegacyEnvelope() {}

  /** Writes one JSON value. */
  @FunctionalInterface
  public interface Data {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /**
   * Writes an envelope. The errors come last and may be collected while the data are written.
   *
   * @param errors empty is written as null
   */
  public static void write(
      OutputStream out, boolean pretty, int total, Data data, List<ApiError> errors)
      throws IOException {
    try (JsonGenerator json = Json.generator(out, pretty)) {
      json.writeStartObject();
      json.writeFieldName("data");
      data.writeTo(json);
      end(json, total, errors.isEmpty() ? null : errors);
    }
  }

  private static void end(JsonGenerator json, int total, @Nullable List<ApiError> errors)
      throws IOException {
    json.writeNumberField("total", total);
    json.writeNumberField("limit", 0);
    json.writeNumberField("offset", 0);
    json.writeFieldName("errors");
    if (errors == null) {
      json.writeNull();
    } else {
      json.writeStartArray();
      for (ApiError error : errors) {
        error(json, error);
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void error(JsonGenerator json, ApiError error) throws IOException {
    json.writeStartObject();
    if (error.code() != 0) {
      json.writeNumberField("code", error.code());
    }
    json.writeStringField("msg", error.message());
    if (!error.traceId().isEmpty()) {
      json.writeStringField("traceID", error.traceId());
    }
    json.writeEndObject();
  }

  /** A whole envelope of names; no names are {@code null}, as Jaeger has it. */
  public static byte[] names(List<String> names, boolean pretty) {
    return bytes(pretty, names.size(), json -> {
      if (names.isEmpty()) {
        json.writeNull();
        return;
      }
      json.writeStartArray();
      for (String name : names) {
        json.writeString(name);
      }
      json.writeEndArray();
    });
  }

  /** A whole envelope in memory, for answers that are small. */
  public static byte[] bytes(boolean pretty, int total, Data data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try {
      write(out, pretty, total, data, List.of());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** The answer to a successful archiving: the only one whose errors are an empty array. */
  public static byte[] archived() {
    return inMemory(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("data");
      json.writeEndArray();
      end(json, 0, List.of());
    });
  }

  /** An envelope without data, with the line end that Jaeger's errors have. */
  public static byte[] error(int code, String message) {
    byte[] body = inMemory(json -> {
      json.writeStartObject();
      json.writeNullField("data");
      end(json, 0, List.of(ApiError.of(code, message)));
    });
    byte[] line = java.util.Arrays.copyOf(body, body.length + 1);
    line[body.length] = '\n';
    return line;
  }

  private static byte[] inMemory(Data document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.generator(out, false)) {
      document.writeTo(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }
}
