// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.collector.receive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.CodedOutputStream;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Answers of OTLP over HTTP in both languages. */
final class OtlpAnswers {
  private static final String JSON = "application/json";
  private static final String PROTOBUF = "application/x-protobuf";
  private static final JsonFactory FACTORY = new JsonFactory();

  private OtlpAnswers() {}

  static boolean isKnownType(String mediaType) {
    return mediaType.equals(JSON) || mediaType.equals(PROTOBUF);
  }

  static boolean isJson(HttpRequest request) {
    return request.mediaType().equals(JSON);
  }

  /** The response message; empty when everything was accepted, but for the partial success that Jaeger always sends. */
  static ExportTraceServiceResponse response(IntakeResult result) {
    ExportTracePartialSuccess.Builder partial = ExportTracePartialSuccess.newBuilder();
    if (result.rejectedSpans() > 0) {
      partial.setRejectedSpans(result.rejectedSpans()).setErrorMessage(reasons(result.rejected()));
    }
    return ExportTraceServiceResponse.newBuilder().setPartialSuccess(partial).build();
  }

  private static String reasons(Map<String, Integer> rejected) {
    StringBuilder text = new StringBuilder("rejected spans:");
    new TreeMap<>(rejected)
        .forEach((reason, spans) -> text.append(' ').append(reason).append('=').append(spans));
    return text.toString();
  }

  static HttpResponse success(HttpRequest request, IntakeResult result) {
    if (!isJson(request)) {
      return HttpResponse.bytes(200, PROTOBUF, response(result).toByteArray());
    }
    return json(200, out -> {
      out.writeObjectFieldStart("partialSuccess");
      if (result.rejectedSpans() > 0) {
        out.writeStringField("rejectedSpans", Integer.toString(result.rejectedSpans()));
        out.writeStringField("errorMessage", reasons(result.rejected()));
      }
      out.writeEndObject();
    });
  }

  /** A {@code google.rpc.Status}. */
  static HttpResponse status(HttpRequest request, int httpStatus, int code, String message) {
    if (isJson(request)) {
      return json(httpStatus, out -> {
        out.writeNumberField("code", code);
        out.writeStringField("message", message);
      });
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt32(1, code);
      out.writeString(2, message);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HttpResponse.bytes(httpStatus, PROTOBUF, bytes.toByteArray());
  }

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  private static HttpResponse json(int status, Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      body.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HttpResponse.json(status, bytes.toByteArray());
  }

  /** The gRPC code that OTLP's error body carries for an HTTP status. */
  static int grpcCode(int httpStatus) {
    return switch (httpStatus) {
      case 400, 413, 415 -> 3;
      case 401 -> 16;
      case 403 -> 7;
      case 404 -> 12;
      case 408 -> 4;
      case 429 -> 8;
      case 503 -> 14;
      default -> 13;
    };
  }
}
