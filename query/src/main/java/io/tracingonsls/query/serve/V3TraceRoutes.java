// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.parse.V3SearchParser;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.query.render.Json;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.wire.otlp.OtlpJsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Traces of {@code /api/v3}, as one OTLP document. Unlike the legacy search, one that finds nothing is a 404. */
final class V3TraceRoutes {
  private final QueryCalls calls;
  private final TraceFetcher fetcher;
  private final V3SearchParser parser;
  private final LegacyTraceRoutes.NotFound notFound;

  V3TraceRoutes(
      QueryCalls calls,
      TraceFetcher fetcher,
      V3SearchParser parser,
      LegacyTraceRoutes.NotFound notFound) {
    this.calls = calls;
    this.fetcher = fetcher;
    this.parser = parser;
    this.notFound = notFound;
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/v3/traces", ApiRoute.of(this::search));
    router.get(base + "/api/v3/traces/{trace_id}", ApiRoute.of(this::trace));
  }

  private CompletionStage<HttpResponse> search(HttpRequest request, Parameters parameters) {
    TraceSearch search = parser.parse(parameters);
    boolean pretty = parameters.prettyPrint();
    return calls.stream(request, (scope, pipe) -> {
      List<TraceMatch> matches = fetcher.find(search, scope.context());
      if (matches.isEmpty()) {
        throw notFound.traces();
      }
      NextPage.announce(pipe, matches, search.query().limit());
      write(pipe, pretty, found -> fetcher.read(matches, search, scope.context(), found));
    });
  }

  private CompletionStage<HttpResponse> trace(HttpRequest request, Parameters parameters) {
    TraceLookup lookup = parser.parseLookup(request.pathParameter("trace_id"), parameters);
    boolean pretty = parameters.prettyPrint();
    return calls.stream(
        request,
        (scope, pipe) -> write(pipe, pretty, found -> {
          if (!fetcher.lookUp(lookup, scope.context(), found).isEmpty()) {
            throw notFound.traces();
          }
        }));
  }

  private static void write(AnswerPipe pipe, boolean pretty, Consumer<Consumer<Trace>> traces)
      throws IOException {
    try (JsonGenerator json = Json.generator(pipe, pretty)) {
      OtlpJsonWriter writer = new OtlpJsonWriter(json);
      json.writeStartObject();
      json.writeObjectFieldStart("result");
      json.writeArrayFieldStart("resourceSpans");
      traces.accept(trace -> write(writer, trace));
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndObject();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static void write(OtlpJsonWriter writer, Trace trace) {
    try {
      writer.writeTrace(withTraceWarnings(trace));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** OTLP has no place for what is said about a whole trace, so its first span says it. */
  static List<TraceSpan> withTraceWarnings(Trace trace) {
    if (trace.warnings().isEmpty() || trace.spans().isEmpty()) {
      return trace.spans();
    }
    List<TraceSpan> spans = new ArrayList<>(trace.spans());
    TraceSpan first = spans.get(0);
    List<String> warnings = new ArrayList<>(first.span().warnings());
    warnings.addAll(trace.warnings());
    spans.set(0, first.withSpan(first.span().toBuilder().warnings(warnings).build()));
    return spans;
  }
}
