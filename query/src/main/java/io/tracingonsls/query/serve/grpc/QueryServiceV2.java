// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.Trace;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.query.fetch.TraceArchiver;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.query.serve.grpc.ProtoSearch.Window;
import io.tracingonsls.server.grpc.BlockingResponses;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.wire.generated.apiv2.ArchiveTraceRequest;
import io.tracingonsls.wire.generated.apiv2.ArchiveTraceResponse;
import io.tracingonsls.wire.generated.apiv2.FindTracesRequest;
import io.tracingonsls.wire.generated.apiv2.GetDependenciesRequest;
import io.tracingonsls.wire.generated.apiv2.GetDependenciesResponse;
import io.tracingonsls.wire.generated.apiv2.GetOperationsRequest;
import io.tracingonsls.wire.generated.apiv2.GetOperationsResponse;
import io.tracingonsls.wire.generated.apiv2.GetServicesRequest;
import io.tracingonsls.wire.generated.apiv2.GetServicesResponse;
import io.tracingonsls.wire.generated.apiv2.GetTraceRequest;
import io.tracingonsls.wire.generated.apiv2.Operation;
import io.tracingonsls.wire.generated.apiv2.QueryServiceGrpc;
import io.tracingonsls.wire.generated.apiv2.SpansResponseChunk;
import io.tracingonsls.wire.generated.apiv2.TraceQueryParameters;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code jaeger.api_v2.QueryService}. */
final class QueryServiceV2 extends QueryServiceGrpc.QueryServiceImplBase {
  private final GrpcCalls calls;
  private final Catalog catalog;
  private final TraceFetcher fetcher;
  private final TraceArchiver archiver;

  QueryServiceV2(GrpcCalls calls, Catalog catalog, TraceFetcher fetcher, TraceArchiver archiver) {
    this.calls = calls;
    this.catalog = catalog;
    this.fetcher = fetcher;
    this.archiver = archiver;
  }

  @Override
  public void getTrace(GetTraceRequest request, StreamObserver<SpansResponseChunk> observer) {
    TraceLookup lookup;
    try {
      Window window = new Window(
          request.hasStartTime(),
          request.getStartTime(),
          request.hasEndTime(),
          request.getEndTime());
      lookup = new TraceLookup(
          List.of(ProtoIds.traceId(request.getTraceId())), window.hint(), request.getRawTraces());
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.stream(observer, "failed to fetch spans from the backend", (scope, responses) -> {
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
  public void archiveTrace(
      ArchiveTraceRequest request, StreamObserver<ArchiveTraceResponse> observer) {
    TraceLookup lookup;
    try {
      lookup = TraceLookup.of(ProtoIds.traceId(request.getTraceId()), false);
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    if (!archiver.enabled()) {
      GrpcCalls.refuse(
          observer,
          Status.INTERNAL
              .withDescription("failed to archive trace: archive span storage was not configured")
              .asRuntimeException());
      return;
    }
    calls.unary(observer, "failed to archive trace", scope -> {
      if (!archiver.copy(lookup, scope.context())) {
        throw GrpcFailures.traceNotFound();
      }
      return ArchiveTraceResponse.getDefaultInstance();
    });
  }

  @Override
  public void findTraces(FindTracesRequest request, StreamObserver<SpansResponseChunk> observer) {
    TraceSearch search;
    try {
      search = search(request);
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.stream(
        observer,
        "failed when searching for traces",
        (scope, responses) -> fetcher.read(
            fetcher.find(search, scope.context()),
            search,
            scope.context(),
            trace -> send(trace, responses)));
  }

  private TraceSearch search(FindTracesRequest request) {
    if (!request.hasQuery()) {
      throw GrpcFailures.invalid("missing query");
    }
    TraceQueryParameters query = request.getQuery();
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
        query.getSearchDepth(),
        query.getRawTraces(),
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

  @Override
  public void getDependencies(
      GetDependenciesRequest request, StreamObserver<GetDependenciesResponse> observer) {
    Window window = new Window(
        request.hasStartTime(), request.getStartTime(), request.hasEndTime(), request.getEndTime());
    if (!window.complete()) {
      GrpcCalls.refuse(
          observer, GrpcFailures.invalid("StartTime and EndTime must be initialized."));
      return;
    }
    calls.unary(observer, "failed to fetch dependencies", scope -> {
      TimeRange range = window.range();
      GetDependenciesResponse.Builder answer = GetDependenciesResponse.newBuilder();
      for (DependencyLink link : catalog.dependencies(range, scope)) {
        answer.addDependencies(io.tracingonsls.wire.generated.apiv2.DependencyLink.newBuilder()
            .setParent(link.parent())
            .setChild(link.child())
            .setCallCount(link.callCount()));
      }
      return answer.build();
    });
  }
}
