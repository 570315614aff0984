// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.tracingonsls.model.DependencyLink;
import io.tracingonsls.model.SpanKind;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.parse.BadParameterException;
import io.tracingonsls.query.parse.TraceIds;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.query.serve.grpc.ProtoSearch.Window;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceSummary;
import io.tracingonsls.wire.generated.apiv3.DependenciesResponse;
import io.tracingonsls.wire.generated.apiv3.Dependency;
import io.tracingonsls.wire.generated.apiv3.FindTraceSummariesRequest;
import io.tracingonsls.wire.generated.apiv3.FindTraceSummariesResponse;
import io.tracingonsls.wire.generated.apiv3.FindTracesRequest;
import io.tracingonsls.wire.generated.apiv3.GetDependenciesRequest;
import io.tracingonsls.wire.generated.apiv3.GetOperationsRequest;
import io.tracingonsls.wire.generated.apiv3.GetOperationsResponse;
import io.tracingonsls.wire.generated.apiv3.GetServicesRequest;
import io.tracingonsls.wire.generated.apiv3.GetServicesResponse;
import io.tracingonsls.wire.generated.apiv3.GetTraceRequest;
import io.tracingonsls.wire.generated.apiv3.Operation;
import io.tracingonsls.wire.generated.apiv3.QueryServiceGrpc;
import io.tracingonsls.wire.generated.apiv3.ServiceSummary;
import io.tracingonsls.wire.generated.apiv3.TraceQueryParameters;
import java.util.List;

/** {@code jaeger.api_v3.QueryService}. */
final class QueryServiceV3 extends QueryServiceGrpc.QueryServiceImplBase {
  private static final int SUMMARIES_PER_MESSAGE = 500;

  private final GrpcCalls calls;
  private final Catalog catalog;
  private final TraceFetcher fetcher;

  QueryServiceV3(GrpcCalls calls, Catalog catalog, TraceFetcher fetcher) {
    this.calls = calls;
    this.catalog = catalog;
    this.fetcher = fetcher;
  }

  @Override
  public void getTrace(GetTraceRequest request, StreamObserver<TracesData> observer) {
    TraceLookup lookup;
    try {
      Window window = new Window(
          request.hasStartTime(),
          request.getStartTime(),
          request.hasEndTime(),
          request.getEndTime());
      lookup = new TraceLookup(
          List.of(TraceIds.parse(request.getTraceId())), window.hint(), request.getRawTraces());
    } catch (BadParameterException bad) {
      GrpcCalls.refuse(
          observer,
          Status.UNKNOWN
              .withDescription("malform trace ID: " + bad.getMessage())
              .asRuntimeException());
      return;
    }
    calls.stream(observer, "cannot retrieve trace", (scope, responses) -> {
      List<TraceId> missing = fetcher.lookUp(
          lookup, scope.context(), trace -> TraceMessages.otlp(trace.spans(), responses::send));
      if (!missing.isEmpty()) {
        throw GrpcFailures.traceNotFound();
      }
    });
  }

  @Override
  public void findTraces(FindTracesRequest request, StreamObserver<TracesData> observer) {
    TraceSearch search;
    try {
      search = search(request.hasQuery(), request.getQuery());
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
            trace -> TraceMessages.otlp(trace.spans(), responses::send)));
  }

  @Override
  public void findTraceSummaries(
      FindTraceSummariesRequest request, StreamObserver<FindTraceSummariesResponse> observer) {
    TraceSearch search;
    try {
      search = search(request.hasQuery(), request.getQuery());
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.stream(observer, "failed when searching for traces", (scope, responses) -> {
      List<TraceSummary> summaries = fetcher.summaries(search, scope.context()).summaries();
      for (int from = 0; from < summaries.size(); from += SUMMARIES_PER_MESSAGE) {
        FindTraceSummariesResponse.Builder message = FindTraceSummariesResponse.newBuilder();
        summaries
            .subList(from, Math.min(summaries.size(), from + SUMMARIES_PER_MESSAGE))
            .forEach(summary -> message.addSummaries(summary(summary)));
        responses.send(message.build());
      }
    });
  }

  private static io.tracingonsls.wire.generated.apiv3.TraceSummary summary(TraceSummary summary) {
    io.tracingonsls.wire.generated.apiv3.TraceSummary.Builder message =
        io.tracingonsls.wire.generated.apiv3.TraceSummary.newBuilder()
            .setTraceId(summary.traceId().toHex32())
            .setRootServiceName(summary.rootService())
            .setRootOperationName(summary.rootOperation())
            .setMinStartTimeUnixNano(summary.startNanos())
            .setMaxEndTimeUnixNano(summary.endNanos())
            .setSpanCount(summary.spanCount())
            .setErrorSpanCount(summary.errorSpanCount())
            .setOrphanSpanCount(summary.orphanSpanCount());
    summary
        .services()
        .forEach(service -> message.addServices(ServiceSummary.newBuilder()
            .setName(service.name())
            .setSpanCount(service.spanCount())
            .setErrorSpanCount(service.errorSpanCount())));
    return message.build();
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
    if (!window.complete()) {
      throw GrpcFailures.invalid("start time min and max are required parameters");
    }
    return ProtoSearch.search(
        query.getServiceName(),
        query.getOperationName(),
        query.hasFilter()
            ? FilterMessages.predicate(
                query.getFilter(),
                query.getServiceName(),
                query.getOperationName(),
                query.getAttributesCount(),
                query.getDurationMin(),
                query.getDurationMax())
            : ProtoSearch.tags(query.getAttributesMap(), calls.limits()),
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
      for (CatalogReader.Operation operation :
          catalog.operations(request.getService(), request.getSpanKind(), scope)) {
        SpanKind kind =
            operation.kind() == SpanKind.UNSPECIFIED ? SpanKind.INTERNAL : operation.kind();
        answer.addOperations(
            Operation.newBuilder().setName(operation.name()).setSpanKind(kind.text()));
      }
      return answer.build();
    });
  }

  @Override
  public void getDependencies(
      GetDependenciesRequest request, StreamObserver<DependenciesResponse> observer) {
    TimeRange range;
    try {
      range = range(request);
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.unary(observer, "failed to fetch dependencies", scope -> {
      DependenciesResponse.Builder answer = DependenciesResponse.newBuilder();
      for (DependencyLink link : catalog.dependencies(range, scope)) {
        answer.addDependencies(Dependency.newBuilder()
            .setParent(link.parent())
            .setChild(link.child())
            .setCallCount(link.callCount()));
      }
      return answer.build();
    });
  }

  private static TimeRange range(GetDependenciesRequest request) {
    if (!ProtoTimes.isSet(request.hasStartTime(), request.getStartTime())) {
      throw GrpcFailures.invalid("start_time is required");
    }
    if (!ProtoTimes.isSet(request.hasEndTime(), request.getEndTime())) {
      throw GrpcFailures.invalid("end_time is required");
    }
    long start = ProtoTimes.nanos(request.getStartTime());
    long end = ProtoTimes.nanos(request.getEndTime());
    if (end <= start) {
      throw GrpcFailures.invalid("end_time must be after start_time");
    }
    return new TimeRange(start, end);
  }
}
