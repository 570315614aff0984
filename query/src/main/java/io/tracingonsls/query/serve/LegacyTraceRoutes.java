// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.query.fetch.OverloadedException;
import io.tracingonsls.query.fetch.RequestScope;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.parse.LegacySearchParser;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.query.render.ApiError;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.wire.jaeger.JaegerTraceJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Traces of the legacy API: search, several by id, one by id. */
final class LegacyTraceRoutes {
  private final QueryCalls calls;
  private final TraceFetcher fetcher;
  private final LegacySearchParser parser;
  private final NotFound notFound;

  LegacyTraceRoutes(
      QueryCalls calls, TraceFetcher fetcher, LegacySearchParser parser, NotFound notFound) {
    this.calls = calls;
    this.fetcher = fetcher;
    this.parser = parser;
    this.notFound = notFound;
  }

  void addTo(Router.Builder router, String base) {
    router.get(base + "/api/traces", ApiRoute.of(this::traces));
    router.get(base + "/api/traces/{id}", ApiRoute.of(this::trace));
  }

  private CompletionStage<HttpResponse> traces(HttpRequest request, Parameters parameters) {
    LegacySearchParser.Parsed asked = parser.parse(parameters);
    boolean pretty = parameters.prettyPrint();
    return calls.stream(request, (scope, pipe) -> {
      if (asked.lookup().isPresent()) {
        lookUp(asked.lookup().get(), pretty, scope, pipe);
      } else {
        search(asked.search(), pretty, scope, pipe);
      }
    });
  }

  private void search(TraceSearch search, boolean pretty, RequestScope scope, AnswerPipe pipe)
      throws IOException {
    List<TraceMatch> matches = fetcher.find(search, scope.context());
    NextPage.announce(pipe, matches, search.query().limit());
    List<ApiError> errors = new ArrayList<>();
    search.notices().forEach(notice -> errors.add(ApiError.notice(notice)));
    write(pipe, pretty, scope, errors, found -> {
      fetcher.read(matches, search, scope.context(), found);
    });
  }

  private void lookUp(TraceLookup lookup, boolean pretty, RequestScope scope, AnswerPipe pipe)
      throws IOException {
    List<ApiError> errors = new ArrayList<>();
    write(pipe, pretty, scope, errors, found -> {
      for (TraceId id : fetcher.lookUp(lookup, scope.context(), found)) {
        errors.add(ApiError.traceNotFound(id.toJaegerHex()));
      }
    });
  }

  /** Something that hands over whole traces one by one. */
  private interface Traces {
    void forEach(Consumer<Trace> found);
  }

  private static void write(
      AnswerPipe pipe, boolean pretty, RequestScope scope, List<ApiError> errors, Traces traces)
      throws IOException {
    LegacyEnvelope.write(
        pipe,
        pretty,
        0,
        json -> {
          JaegerTraceJson writer = new JaegerTraceJson(json);
          json.writeStartArray();
          try {
            traces.forEach(trace -> write(writer, trace));
          } catch (UncheckedIOException failure) {
            throw failure.getCause();
          } catch (StorageException | OverloadedException failure) {
            afterHead(pipe, failure, errors);
          }
          end(json, scope, errors);
        },
        errors);
  }

  private static void write(JaegerTraceJson writer, Trace trace) {
    try {
      writer.write(trace);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Once the head is out the status can't change, but the envelope can still say why it is short. */
  private static void afterHead(AnswerPipe pipe, RuntimeException failure, List<ApiError> errors) {
    if (!pipe.streaming()) {
      throw failure;
    }
    HttpException http = ApiFailures.toHttp(failure);
    errors.add(ApiError.of(http.status(), http.text()));
  }

  private static void end(JsonGenerator json, RequestScope scope, List<ApiError> errors)
      throws IOException {
    json.writeEndArray();
    scope.warnings().drain().forEach(warning -> errors.add(ApiError.notice(warning)));
  }

  private CompletionStage<HttpResponse> trace(HttpRequest request, Parameters parameters) {
    TraceLookup lookup = parser.parseLookup(request.pathParameter("id"), parameters);
    boolean pretty = parameters.prettyPrint();
    // The envelope is begun before it is known whether there is a trace, but an answer as short as
    // that has not left yet.
    return calls.stream(
        request,
        (scope, pipe) -> write(pipe, pretty, scope, new ArrayList<>(), found -> {
          if (!fetcher.lookUp(lookup, scope.context(), found).isEmpty()) {
            throw notFound.trace();
          }
        }));
  }

  /** The answer for a trace that is nowhere. */
  record NotFound(String lookback) {
    HttpException trace() {
      return exception("trace not found");
    }

    HttpException traces() {
      return exception("No traces found");
    }

    private HttpException exception(String message) {
      return lookback.isEmpty()
          ? new HttpException(404, message)
          : new HttpException(
              404,
              message,
              io.tracingonsls.server.http.Headers.of("Trace-Lookback", lookback),
              null);
    }
  }
}
