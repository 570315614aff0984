// SPDX-License-Identifier: Apache-2.0
package io.tracingonsls.query.serve.grpc;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.tracingonsls.model.TraceId;
import io.tracingonsls.query.fetch.TraceFetcher;
import io.tracingonsls.query.plan.TraceLookup;
import io.tracingonsls.query.plan.TraceSearch;
import io.tracingonsls.query.serve.grpc.ProtoSearch.Window;
import io.tracingonsls.storage.CatalogReader;
import io.tracingonsls.storage.SpanPredicate;
import io.tracingonsls.storage.TimeRange;
import io.tracingonsls.storage.TraceMatch;
import io.tracingonsls.storage.TraceSummary;
import io.tracingonsls.wire.generated.storagev2.FindTraceIDsRequest;
import io.tracingonsls.wire.generated.storagev2.FindTraceIDsResponse;
import io.tracingonsls.wire.generated.storagev2.FindTraceSummariesRequest;
import io.tracingonsls.wire.generated.storagev2.FindTraceSummariesResponse;
import io.tracingonsls.wire.generated.storagev2.FindTracesRequest;
import io.tracingonsls.wire.generated.storagev2.FoundTraceID;
import io.tracingonsls.wire.generated.storagev2.GetOperationsRequest;
import io.tracingonsls.wire.generated.storagev2.GetOperationsResponse;
import io.tracingonsls.wire.generated.storagev2.GetServicesRequest;
import io.tracingonsls.wire.generated.storagev2.GetServicesResponse;
import io.tracingonsls.wire.generated.storagev2.GetTraceParams;
import io.tracingonsls.wire.generated.storagev2.GetTracesRequest;
import io.tracingonsls.wire.generated.storagev2.KeyValue;
import io.tracingonsls.wire.generated.storagev2.Operation;
import io.tracingonsls.wire.generated.storagev2.ServiceSummary;
import io.tracingonsls.wire.generated.storagev2.TraceQueryParameters;
import io.tracingonsls.wire.generated.storagev2.TraceReaderGrpc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code jaeger.storage.v2.TraceReader}: traces as stored, without adjusters, since the Jaeger in front adjusts them. */
final class RemoteTraceReader extends TraceReaderGrpc.TraceReaderImplBase {
  private static final String SEARCHING = "failed when searching for traces";

  private final GrpcCalls calls;
  private final Catalog catalog;
  private final TraceFetcher fetcher;

  RemoteTraceReader(GrpcCalls calls, Catalog catalog, TraceFetcher fetcher) {
    this.calls = calls;
    this.catalog = catalog;
    this.fetcher = fetcher;
  }

  @Override
  public void getTraces(GetTracesRequest request, StreamObserver<TracesData> observer) {
    TraceLookup lookup;
    try {
      lookup = lookup(request);
    } catch (StatusRuntimeException bad) {
      GrpcCalls.refuse(observer, bad);
      return;
    }
    calls.stream(observer, "failed to fetch traces", (scope, responses) -> {
      List<TraceId> unused = fetcher.lookUp(
          lookup, scope.context(), trace -> TraceMessages.otlp(trace.spans(), responses::send));
    });
  }

  /** Times are hints; they are used only when every id has them. */
  private TraceLookup lookup(GetTracesRequest request) {
    if (request.getQueryCount() > calls.limits().maxTraceIds()) {
      throw GrpcFailures.invalid("query: " + request.getQueryCount() + " ids (expected: at most "
          + calls.limits().maxTraceIds() + ")");
    }
    List<TraceId> ids = new ArrayList<>(request.getQueryCount());
    TimeRange hint = null;
    boolean hinted = true;
    for (GetTraceParams params : request.getQueryList()) {
      ids.add(ProtoIds.traceIdOrZero(params.getTraceId()));
      TimeRange own = new Window(
              params.hasStartTime(),
              params.getStartTime(),
              params.hasEndTime(),
              params.getEndTime())
          .hint();
      hinted &= own != null;
      hint = union(hint, own);
    }
    return new TraceLookup(ids, hinted ? hint : null, true);
  }

  private static @Nullable TimeRange union(@Nullable TimeRange a, @Nullable TimeRange b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return new TimeRange(
        Math.min(a.fromNanos(), b.fromNanos()), Math.max(a.toNanos(), b.toNanos()));
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
        SEARCHING,
        (scope, responses) -> fetcher.read(
            fetcher.find(search, scope.context()),
            search,
            scope.context(),
            trace -> TraceMessages.otlp(trace.spans(), responses::send)));
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
        answer.addTraceIds(FoundTraceID.newBuilder().setTraceId(ProtoIds.bytes(match.traceId())));
      }
      return answer.build();
    });
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
    calls.stream(observer, SEARCHING, (scope, responses) -> {
      for (TraceSummary summary : fetcher.summaries(search, scope.context()).summaries()) {
        responses.send(FindTraceSummariesResponse.newBuilder()
            .addSummaries(summary(summary))
            .build());
      }
    });
  }

  private static io.tracingonsls.wire.generated.storagev2.TraceSummary summary(
      TraceSummary summary) {
    io.tracingonsls.wire.generated.storagev2.TraceSummary.Builder message =
        io.tracingonsls.wire.generated.storagev2.TraceSummary.newBuilder()
            .setTraceId(ProtoIds.bytes(summary.traceId()))
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
            : predicate(query.getAttributesList()),
        window,
        query.getDurationMin(),
        query.getDurationMax(),
        query.getSearchDepth(),
        true,
        calls.limits());
  }

  private SpanPredicate predicate(List<KeyValue> attributes) {
    if (attributes.size() > calls.limits().maxConditions()) {
      throw GrpcFailures.invalid("attributes: " + attributes.size() + " (expected: at most "
          + calls.limits().maxConditions() + ")");
    }
    List<SpanPredicate> parts = new ArrayList<>(attributes.size());
    for (KeyValue attribute : attributes) {
      String text = AnyValues.of(attribute.getValue()).asText();
      parts.add(SpanPredicate.attribute(attribute.getKey(), text));
    }
    return parts.isEmpty() ? SpanPredicate.ALWAYS : new SpanPredicate.And(parts);
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
        answer.addOperations(Operation.newBuilder()
            .setName(operation.name())
            .setSpanKind(ProtoSearch.text(operation.kind())));
      }
      return answer.build();
    });
  }
}
