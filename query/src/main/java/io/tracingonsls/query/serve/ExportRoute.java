// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.model.Trace;
import io.tracingonsls.query.fetch.RequestScope;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.query.parse.LegacySearchParser;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.query.render.SpanCsv;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.wire.jaeger.JaegerTraceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The traces of a search as a file: {@code format=json} is what the UI's upload and the import command read, {@code format=csv} has a line
 * per span. The other parameters are those of {@code /api/traces}. A failure in the middle cuts the connection, so that half a file is not
 * taken for a whole one.
 */
final class ExportRoute {
  private final QueryCalls calls;
  private final TraceFetcher fetcher;
  private final LegacySearchParser parser;

  ExportRoute(QueryCalls calls, TraceFetcher fetcher, LegacySearchParser parser) {
    this.calls = calls;
    this.fetcher = fetcher;
    this.parser = parser;
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/export/traces", ApiRoute.of(this::export));
  }

  private CompletionStage<HttpResponse> export(HttpRequest request, Parameters parameters) {
    LegacySearchParser.Parsed asked = parser.parse(parameters);
    String format = parameters.text("format");
    return switch (format) {
      case "", "json" ->
        calls.stream(request, "application/json", (scope, pipe) -> {
          attach(pipe, "json");
          json(asked, scope, pipe);
        });
      case "csv" ->
        calls.stream(request, "text/csv; charset=utf-8", (scope, pipe) -> {
          attach(pipe, "csv");
          csv(asked, scope, pipe);
        });
      default -> throw new BadParameterException("format: " + format + " (expected: json or csv)");
    };
  }

  private static void attach(AnswerPipe pipe, String extension) {
    pipe.header("Content-Disposition", "attachment; filename=\"traces." + extension + "\"");
  }

  private void json(LegacySearchParser.Parsed asked, RequestScope scope, AnswerPipe pipe)
      throws IOException {
    LegacyEnvelope.write(
        pipe,
        false,
        0,
        json -> {
          JaegerTraceJson writer = new JaegerTraceJson(json);
          json.writeStartArray();
          forEach(asked, scope, writer::write);
          json.writeEndArray();
        },
        List.of());
  }

  private void csv(LegacySearchParser.Parsed asked, RequestScope scope, AnswerPipe pipe)
      throws IOException {
    SpanCsv writer = new SpanCsv(pipe);
    writer.writeHeader();
    forEach(asked, scope, writer::write);
  }

  private interface TraceWriter {
    void write(Trace trace) throws IOException;
  }

  private void forEach(LegacySearchParser.Parsed asked, RequestScope scope, TraceWriter writer)
      throws IOException {
    Consumer<Trace> found = trace -> {
      try {
        writer.write(trace);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    };
    try {
      if (asked.lookup().isPresent()) {
        fetcher.lookUp(asked.lookup().get(), scope.context(), found);
        return;
      }
      TraceSearch search = asked.search();
      List<TraceMatch> matches = fetcher.find(search, scope.context());
      fetcher.read(matches, search, scope.context(), found);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }
}
