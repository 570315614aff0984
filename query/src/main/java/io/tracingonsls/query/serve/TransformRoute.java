// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.wire.DecodeException;
import io.tracingonsls.wire.jaeger.JaegerTraceJson;
import io.tracingonsls.wire.otlp.OtlpJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Shows a posted OTLP document as Jaeger's JSON; the UI uses it for uploads. Nothing is stored and nothing adjusted. */
final class TransformRoute {
  private final QueryCalls calls;

  TransformRoute(QueryCalls calls) {
    this.calls = calls;
  }

  void addTo(Router.Builder router, String base) {
    router.post(base + "/api/transform", ApiRoute.of(this::transform));
  }

  private CompletionStage<HttpResponse> transform(HttpRequest request, Parameters parameters) {
    boolean pretty = parameters.prettyPrint();
    return calls.stream(request, (scope, pipe) -> {
      List<Trace> traces = traces(decoded(request));
      LegacyEnvelope.write(
          pipe,
          pretty,
          0,
          json -> {
            JaegerTraceJson writer = new JaegerTraceJson(json);
            json.writeStartArray();
            for (Trace trace : traces) {
              writer.write(trace);
            }
            json.writeEndArray();
          },
          List.of());
    });
  }

  private static SpanBatch decoded(HttpRequest request) {
    try {
      return OtlpJson.decode(request.body());
    } catch (DecodeException bad) {
      throw new BadParameterException("cannot unmarshal OTLP : " + bad.getMessage());
    }
  }

  private static List<Trace> traces(SpanBatch batch) {
    Map<TraceId, List<TraceSpan>> byId = new LinkedHashMap<>();
    for (TraceSpan span : batch.flatten()) {
      byId.computeIfAbsent(span.span().traceId(), id -> new ArrayList<>()).add(span);
    }
    List<Trace> traces = new ArrayList<>(byId.size());
    byId.forEach((id, spans) -> traces.add(new Trace(id, spans, List.of())));
    return traces;
  }
}
