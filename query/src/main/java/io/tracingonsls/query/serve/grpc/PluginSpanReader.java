// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.query.serve.grpc.ProtoSearch.Window;
import io.tracingonsls.server.grpc.BlockingResponses;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.wire.generated.storagev1.FindTraceIDsRequest;
import io.tracingonsls.wire.generated.storagev1.FindTraceIDsResponse;
import io.tracingonsls.wire.generated.storagev1.FindTracesRequest;
import io.tracingonsls.wire.generated.storagev1.GetOperationsRequest;
import io.tracingonsls.wire.generated.storagev1.GetOperationsResponse;
import io.tracingonsls.wire.generated.storagev1.GetServicesRequest;
import io.tracingonsls.wire.generated.storagev1.GetServicesResponse;
import io.tracingonsls.wire.generated.storagev1.GetTraceRequest;
import io.tracingonsls.wire.generated.storagev1.Operation;
import io.tracingonsls.wire.generated.storagev1.SpanReaderPluginGrpc;
import io.tracingonsls.wire.generated.storagev1.SpansResponseChunk;
import io.tracingonsls.wire.generated.storagev1.TraceQueryParameters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code jaeger.storage.v1.SpanReaderPlugin}: traces as stored. */
final class PluginSpanReader extends SpanReaderPluginGrpc.SpanReaderPluginImplBase {
  private static final String SEARCHING = "failed when searching for traces";

  private final GrpcCalls calls;
  private final Catalog catalog;
  private final TraceFetcher fetcher;

  PluginSpanReader(GrpcCalls calls, Catalog catalog, TraceFetcher fetcher) {
    this.calls = calls;
    this.catalog = catalog;
    this.fetcher = fetcher;
  }

  @Override
  public void getTrace(GetTraceRequest request, StreamObserver<SpansResponseChunk> observer) {
    trace(calls, fetcher, request, observer);
  }

  /** Answers a look-up; also for the archive's reader. */
  static void trace(
      GrpcCalls calls,
      TraceFetcher fetcher,
      GetTraceRequest request,
      StreamObserver<SpansResponseChunk> observer) {
    TraceLookup lookup;
    try {
      Window window = new Window(
          request.hasStartTime(),
          request.getStartTime(),
          request.hasEndTime(),
          request.getEndTime());
      lookup = new TraceLookup(
          List.of(ProtoIds.traceIdOrZero(request.getTraceId())), window.hint(), true);
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.stream(observer, "failed to fetch a trace", (scope, responses) -> {
      List<TraceId> missing =
          fetcher.lookUp(lookup, scope.context(), trace -> send(trace, responses));
      if (!missing.isEmpty()) {
        throw GrpcFailures.traceNotFound();
      }
    });
  }

  private static void send(Trace trace, BlockingResponses<SpansResponseChunk> responses) {
    TraceMessages.jaeger(
        trace.spans(),
        spans ->
            responses.send(SpansResponseChunk.newBuilder().addAllSpans(spans).build()));
  }

  @Override
  public void findTraces(FindTracesRequest request, StreamObserver<SpansResponseChunk> observer) {
    TraceSearch search;
    try {
      search = search(request.hasQuery(), request.getQuery());
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.stream(
        observer,
        SEARCHING,
        (scope, responses) -> fetcher.read(
            fetcher.find(search, scope.context()),
            search,
            scope.context(),
            trace -> send(trace, responses)));
  }

  @Override
  public void findTraceIDs(
      FindTraceIDsRequest request, StreamObserver<FindTraceIDsResponse> observer) {
    TraceSearch search;
    try {
      search = search(request.hasQuery(), request.getQuery());
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.unary(observer, SEARCHING, scope -> {
      FindTraceIDsResponse.Builder answer = FindTraceIDsResponse.newBuilder();
      for (TraceMatch match : fetcher.find(search, scope.context())) {
        answer.addTraceIds(ProtoIds.bytes(match.traceId()));
      }
      return answer.build();
    });
  }

  private TraceSearch search(boolean present, TraceQueryParameters query) {
    if (!present) {
      throw GrpcFailures.invalid("missing query");
    }
    Window window = new Window(
        query.hasStartTimeMin(),
        query.getStartTimeMin(),
        query.hasStartTimeMax(),
        query.getStartTimeMax());
    return ProtoSearch.search(
        query.getServiceName(),
        query.getOperationName(),
        ProtoSearch.tags(query.getTagsMap(), calls.limits()),
        window,
        query.getDurationMin(),
        query.getDurationMax(),
        query.getNumTraces(),
        true,
        calls.limits());
  }

  @Override
  public void getServices(
      GetServicesRequest request, StreamObserver<GetServicesResponse> observer) {
    calls.unary(
        observer,
        "failed to fetch services",
        scope -> GetServicesResponse.newBuilder()
            .addAllServices(catalog.services(scope))
            .build());
  }

  @Override
  public void getOperations(
      GetOperationsRequest request, StreamObserver<GetOperationsResponse> observer) {
    calls.unary(observer, "failed to fetch operations", scope -> {
      GetOperationsResponse.Builder answer = GetOperationsResponse.newBuilder();
      Set<String> names = new LinkedHashSet<>();
      for (CatalogReader.Operation operation :
          catalog.operations(request.getService(), request.getSpanKind(), scope)) {
        names.add(operation.name());
        answer.addOperations(Operation.newBuilder()
            .setName(operation.name())
            .setSpanKind(ProtoSearch.text(operation.kind())));
      }
      return answer.addAllOperationNames(names).build();
    });
  }
}
