// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve;

import io.tracingonsls.model.Resource;
import io.tracingonsls.model.ResourceSpans;
import io.tracingonsls.model.Scope;
import io.tracingonsls.model.ScopeSpans;
import io.tracingonsls.model.Span;
import io.tracingonsls.model.SpanBatch;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceSpan;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.parse.LegacySearchParser;
import io.tracingonsls.query.parse.Parameters;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.render.LegacyEnvelope;
import io.tracingonsls.server.http.HttpException;
import io.tracingonsls.server.http.HttpRequest;
import io.tracingonsls.server.http.HttpResponse;
import io.tracingonsls.server.http.Router;
import io.tracingonsls.storage.ReadContext;
import io.tracingonsls.storage.StorageError;
import io.tracingonsls.storage.StorageException;
import io.tracingonsls.storage.TraceStorage;
import io.tracingonsls.storage.WriteContext;
import io.tracingonsls.storage.WriteReceipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Copies a trace, as it is shown, to the archive. */
final class ArchiveRoute {
  private final QueryCalls calls;
  private final TraceFetcher fetcher;
  private final LegacySearchParser parser;
  private final LegacyTraceRoutes.NotFound notFound;
  private final @Nullable TraceStorage archive;

  ArchiveRoute(
      QueryCalls calls,
      TraceFetcher fetcher,
      LegacySearchParser parser,
      LegacyTraceRoutes.NotFound notFound,
      @Nullable TraceStorage archive) {
    this.calls = calls;
    this.fetcher = fetcher;
    this.parser = parser;
    this.notFound = notFound;
    this.archive = archive;
  }

  void addTo(Router.Builder router, String base) {
    router.post(base + "/api/archive/{id}", ApiRoute.of(this::archive));
  }

  private CompletionStage<HttpResponse> archive(HttpRequest request, Parameters parameters) {
    TraceLookup lookup = parser.parseLookup(request.pathParameter("id"), parameters);
    return calls.answer(
        request,
        scope -> {
          copy(lookup, scope.context());
          return LegacyEnvelope.archived();
        },
        body -> HttpResponse.json(200, body));
  }

  /** Copies one trace; also for the gRPC service. Blocking. */
  void copy(TraceLookup lookup, ReadContext context) throws InterruptedException {
    TraceStorage target = archive;
    if (target == null) {
      throw new HttpException(500, "archive span storage was not configured");
    }
    Trace trace = fetcher.lookUp(lookup.traceIds().get(0), lookup.hint(), lookup.raw(), context);
    if (trace == null) {
      throw notFound.trace();
    }
    WriteReceipt receipt = written(target, batch(trace), context);
    if (receipt.rejected() > 0) {
      throw new StorageException(
          StorageError.INTERNAL, receipt.rejected() + " spans could not be archived");
    }
  }

  private static WriteReceipt written(TraceStorage target, SpanBatch batch, ReadContext context)
      throws InterruptedException {
    try {
      return target
          .spanWriter()
          .write(batch, new WriteContext(context.tenant(), context.deadline()))
          .toCompletableFuture()
          .get(context.deadline().remaining().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new StorageException(
          StorageError.TIMED_OUT, "the archive did not answer in time", late);
    } catch (ExecutionException failed) {
      if (ApiFailures.unwrapped(failed) instanceof StorageException storage) {
        throw storage;
      }
      throw new StorageException(StorageError.INTERNAL, "archiving failed", failed);
    }
  }

  static SpanBatch batch(Trace trace) {
    Map<Resource, Map<Scope, List<Span>>> groups = new LinkedHashMap<>();
    for (TraceSpan located : trace.spans()) {
      groups
          .computeIfAbsent(located.resource(), resource -> new LinkedHashMap<>())
          .computeIfAbsent(located.scope(), scope -> new ArrayList<>())
          .add(located.span());
    }
    List<ResourceSpans> resources = new ArrayList<>(groups.size());
    groups.forEach((resource, scopes) -> {
      List<ScopeSpans> spans = new ArrayList<>(scopes.size());
      scopes.forEach((scope, group) -> spans.add(new ScopeSpans(scope, group)));
      resources.add(new ResourceSpans(resource, spans));
    });
    return new SpanBatch(resources);
  }
}
